import pg from 'pg';
import { StorageError } from '../storage-error.ts';

/**
 * Classes and codes of PostgreSQL about the server, its disk, a limit or another session
 * (https://www.postgresql.org/docs/current/errcodes-appendix.html).
 */
const storageStates = [
  /** Connection exceptions. */
  /^08/,
  /** Read-only transaction: a standby that has not taken over. */
  /^25006$/,
  /** idle_in_transaction_session_timeout. */
  /^25P03$/,
  /** Serialization failure, deadlock. */
  /^40/,
  /** Disk full, out of memory, too many connections. */
  /^53/,
  /** lock_timeout. */
  /^55P03$/,
  /** statement_timeout, shut down, starting up. */
  /^57/,
  /** Errors of the system and its disk. */
  /^58/,
];

/** Of Node: the server cannot be reached, or the connection broke. */
const networkCodes =
  /^(ECONN(REFUSED|RESET|ABORTED)|EPIPE|ETIMEDOUT|EHOSTUNREACH|EHOSTDOWN|ENETUNREACH|ENETDOWN|ENOTFOUND|EAI_AGAIN|ENOENT|EACCES|EMFILE)$/;

/** The library reports a broken connection only by these texts. */
const brokenConnection =
  /^(connection terminated|client (has encountered|was closed)|timeout exceeded|timeout expired)/i;

/** Converts the failure of a query to our own error types. */
export function postgresFailure(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof StorageError) return error;
  const code = codeOf(error);
  if (error instanceof pg.DatabaseError) {
    return storageStates.some((state) => state.test(code)) ? asStorageError(error, code) : error;
  }
  const isBroken = networkCodes.test(code) || brokenConnection.test(error.message);
  return isBroken ? asStorageError(error, code) : error;
}

/** No connection could be opened: whatever the reason, the database cannot be used. */
export function connectFailure(error: unknown): StorageError {
  if (error instanceof StorageError) return error;
  const cause = error instanceof Error ? error : new Error(String(error));
  // Each address of a host name that was tried has an error of its own.
  const [first] = cause instanceof AggregateError ? cause.errors : [];
  const reason = first instanceof Error ? first : cause;
  const words = /timeout/i.test(reason.message)
    ? 'There was no connection in time: the server does not answer, or is asked for too much.'
    : reason.message;
  return new StorageError(words, codeOf(reason) || 'NO_CONNECTION', { cause });
}

function asStorageError(error: Error, code: string): StorageError {
  return new StorageError(error.message, code || 'NO_ANSWER', { cause: error });
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : '';
}
