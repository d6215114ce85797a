// The thread that owns one connection to the SQLite file. Nothing else of Doorlight waits for the disk. It
// is plain JavaScript and copied to dist/ under its own name: sources, tests and bundles all find it beside the
// file that starts it.

import { parentPort, workerData } from 'node:worker_threads';
import LibsqlDatabase from 'libsql';

/**
 * @typedef {import('./sqlite-thread.ts').SqliteRequest} SqliteRequest
 * @typedef {import('./sqlite-thread.ts').SqliteSetup} SqliteSetup
 */

/** Limit of prepared statements: each number of rows needs another one, and most are rarely used. */
const maxKept = 200;
/** A long answer is sent in pieces, so that the receiving thread is not blocked for long. */
const rowsPerPiece = 1000;

/** @type {SqliteSetup} */
const setup = workerData;
/** @type {LibsqlDatabase.Database | undefined} */
let database;
/**
 * A statement, and the names of what it answers; undefined for one that answers no rows.
 *
 * @typedef {{ statement: LibsqlDatabase.Statement, columns: readonly string[] | undefined }} Prepared
 */

/** @type {Map<string, Prepared>} */
const kept = new Map();

parentPort?.on('message', (/** @type {SqliteRequest} */ request) => {
  try {
    if (request.kind === 'close') close();
    else if (request.kind === 'rollback') rollback();
    else run(request);
  } catch (error) {
    const { message, code } = /** @type {Error & { code?: string }} */ (error);
    if (!isFaultOfStatement(code)) forget();
    parentPort?.postMessage({ kind: 'failed', message, code });
  }
});

/** @param {Extract<SqliteRequest, { kind: 'run' }>} request */
function run({ sql, parameters, isFirst, begins }) {
  if (isFirst && database?.inTransaction) database.exec('rollback');
  if (!isFirst && database === undefined)
    throw new Error('The transaction has ended: its connection failed.');
  // Opened here, so that a disk that is not available at the start is a failed query, and recovers.
  database ??= open();
  // With the write lock from the beginning: a transaction that has read what another one changes may not
  // write any more.
  if (begins) database.exec('begin immediate');
  const { statement, columns } = prepared(database, sql);
  if (columns === undefined) {
    const { changes, lastInsertRowid } = statement.run(parameters);
    parentPort?.postMessage({ kind: 'done', columns: [], values: [], changes, lastInsertRowid });
    return;
  }
  // Values alone, one row after another: objects take twice as long to make, and more to send.
  /** @type {unknown[]} */
  let values = [];
  for (const row of statement.iterate(parameters)) {
    values.push(.../** @type {unknown[]} */ (row));
    if (values.length < rowsPerPiece * columns.length) continue;
    parentPort?.postMessage({ kind: 'piece', columns, values });
    values = [];
  }
  parentPort?.postMessage({ kind: 'done', columns, values });
}

/** After some failures SQLite has already rolled back. */
function rollback() {
  if (database?.inTransaction) database.exec('rollback');
  parentPort?.postMessage({ kind: 'done', columns: [], values: [] });
}

function open() {
  const opened = new LibsqlDatabase(setup.file);
  for (const pragma of setup.pragmas) opened.pragma(pragma);
  return opened;
}

function close() {
  forget();
  process.exit();
}

/**
 * Closes the connection; the next request opens another. After SQLITE_BUSY the library leaves its statement
 * unfinished: later writes are then confirmed, but not committed before that one ends.
 */
function forget() {
  kept.clear();
  database?.close();
  database = undefined;
}

/**
 * Whether a failure is the statement's own: it is invalid, or violates a constraint.
 *
 * @param {string | undefined} code
 */
function isFaultOfStatement(code) {
  return /^SQLITE_(ERROR|CONSTRAINT)/.test(code ?? '');
}

/**
 * The same few statements run many times a second, and preparing one takes longer than running it.
 *
 * @param {LibsqlDatabase.Database} opened
 * @param {string} sql
 * @returns {Prepared}
 */
function prepared(opened, sql) {
  const known = kept.get(sql);
  if (known !== undefined) return known;
  const statement = opened.prepare(sql);
  const columns = statement.reader
    ? statement
        .raw()
        .columns()
        .map(({ name }) => name)
    : undefined;
  const made = { statement, columns };
  // A change of the schema would invalidate other statements, and runs once.
  if (!/^\s*(select|insert|update|delete|commit)\b/i.test(sql)) {
    kept.clear();
    return made;
  }
  if (kept.size >= maxKept) kept.clear();
  kept.set(sql, made);
  return made;
}
