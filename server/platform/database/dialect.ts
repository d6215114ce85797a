/** The supported databases: SQLite in the data folder, or PostgreSQL by address. */
export type Dialect = 'sqlite' | 'postgres';
