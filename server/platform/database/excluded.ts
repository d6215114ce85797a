import { zipObject } from 'es-toolkit';
import { type RawBuilder, sql } from 'kysely';

/** For `doUpdateSet`: these columns as they are in the row that was to be inserted. */
export function excluded<Column extends string>(
  columns: readonly Column[],
): Record<Column, RawBuilder<never>> {
  return zipObject(
    columns,
    columns.map((column) => sql.ref<never>(`excluded.${column}`)),
  );
}
