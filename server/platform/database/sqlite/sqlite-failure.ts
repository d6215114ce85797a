import { StorageError } from '../storage-error.ts';

/** A statement that SQLite refused: an invalid one, or one that violates a constraint. */
export class SqliteError extends Error {
  override readonly name = 'SqliteError';
  /** `SQLITE_CONSTRAINT_PRIMARYKEY` …; undefined if the file cannot be opened. */
  readonly code: string | undefined;

  constructor({ message, code }: { readonly message: string; readonly code?: string }) {
    super(message);
    this.code = code;
  }
}

/**
 * Result codes about the disk, the file or another process; each has extended ones
 * (https://sqlite.org/rescode.html).
 */
const storageCodes =
  /^SQLITE_(BUSY|LOCKED|NOMEM|READONLY|IOERR|CORRUPT|FULL|CANTOPEN|PROTOCOL|NOLFS|NOTADB|PERM)(_|$)/;

/** Converts a failure to our own error types. */
export function sqliteFailure(error: SqliteError): SqliteError | StorageError {
  // The library has no code for a file that cannot be opened.
  const code = error.code ?? (/unable to open/i.test(error.message) ? 'SQLITE_CANTOPEN' : '');
  return storageCodes.test(code) ? new StorageError(error.message, code, { cause: error }) : error;
}
