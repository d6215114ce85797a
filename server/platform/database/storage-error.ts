/**
 * The database failed for a reason that passes or that staff can fix: the disk is full or does not answer, the
 * database is away, frozen, locked or has no connection left. The request may be repeated.
 *
 * An error of the query itself (a duplicate key, an invalid statement) is no storage failure, and is thrown as
 * the driver throws it.
 */
export class StorageError extends Error {
  override readonly name = 'StorageError';
  /** `SQLITE_FULL`, an SQLSTATE (`57014`), `ECONNREFUSED`, or one of `StorageLimitCode`. */
  readonly code: string;

  constructor(message: string, code: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Our own limits that were reached. */
export type StorageLimitCode =
  /** No answer in time: whether it was done is unknown. */
  | 'NO_ANSWER'
  /** It could not begin in time, and never will. */
  | 'NO_CONNECTION'
  /** The database is closed, or is being closed. */
  | 'CLOSED';

/**
 * Whether it failed because of the database or its disk: the API answers 503, and the request may be repeated.
 */
export function isStorageFailure(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof StorageError) return true;
  }
  return false;
}

/** It did not begin in time. */
export function busyTooLong(waitMs: number): StorageError {
  return new StorageError(
    `The database was busy for more than ${waitMs / 1000} s. Nothing was done.`,
    'NO_CONNECTION',
  );
}

/** It began, and its end is unknown. */
export function noAnswer(answerMs: number): StorageError {
  return new StorageError(
    `The database did not answer within ${answerMs / 1000} s. Whether it was done is not known.`,
    'NO_ANSWER',
  );
}

/** A command could not be saved: nothing was changed, and nothing of it will happen later. */
export class NotSavedError extends Error {
  override readonly name = 'NotSavedError';

  constructor(options?: ErrorOptions) {
    super('The change could not be saved, and nothing was changed. Try again in a moment.', options);
  }
}
