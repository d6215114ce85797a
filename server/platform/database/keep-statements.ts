import type { SqliteDatabase, SqliteStatement } from 'kysely';

/** Statements kept; a statement of each number of rows is another one, and most are seldom needed. */
const mostKept = 200;

/**
 * A database that keeps its prepared statements: the same few are run many times a second, and preparing one
 * takes longer than running it.
 */
export function keepStatements(database: SqliteDatabase): SqliteDatabase {
  const kept = new Map<string, SqliteStatement>();
  return {
    prepare: (sql) => {
      const known = kept.get(sql);
      if (known !== undefined) return known;
      const statement = database.prepare(sql);
      // What changes the tables would make other statements invalid, and runs once.
      if (!/^\s*(select|insert|update|delete)\b/i.test(sql)) {
        kept.clear();
        return statement;
      }
      if (kept.size >= mostKept) kept.clear();
      kept.set(sql, statement);
      return statement;
    },
    close: () => {
      kept.clear();
      database.close();
    },
  };
}
