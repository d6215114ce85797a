// The thread that owns one connection to the SQLite file. Nothing else of Doorlight waits for the disk.
//
// Plain JavaScript with a name of its own in dist/: sources, tests and bundles all find it beside the file that
// starts it.

import { parentPort, workerData } from 'node:worker_threads';
import LibsqlDatabase from 'libsql';

/**
 * @typedef {import('./sqlite-thread.ts').SqliteRequest} SqliteRequest
 * @typedef {import('./sqlite-thread.ts').SqliteSetup} SqliteSetup
 */

/** Statements kept; a statement of each number of rows is another one, and most are seldom needed. */
const maxKept = 200;
/** A long answer goes out in pieces, so that the thread that gets them never works long at one. */
const rowsPerPiece = 1000;

/** @type {SqliteSetup} */
const setup = workerData;
/** @type {LibsqlDatabase.Database | undefined} */
let database;
/** @type {Map<string, LibsqlDatabase.Statement>} */
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
  // Opened here, so that a disk that is away at the start is a failure of a query, and heals.
  database ??= open();
  // At once with the right to write: whoever has read what another changes may not write any more.
  if (begins) database.exec('begin immediate');
  const statement = prepared(database, sql);
  if (!statement.reader) {
    const { changes, lastInsertRowid } = statement.run(parameters);
    parentPort?.postMessage({ kind: 'done', rows: [], changes, lastInsertRowid });
    return;
  }
  let rows = [];
  for (const row of statement.iterate(parameters)) {
    rows.push(row);
    if (rows.length < rowsPerPiece) continue;
    parentPort?.postMessage({ kind: 'piece', rows });
    rows = [];
  }
  parentPort?.postMessage({ kind: 'done', rows });
}

/** After some failures SQLite has rolled back by itself. */
function rollback() {
  if (database?.inTransaction) database.exec('rollback');
  parentPort?.postMessage({ kind: 'done', rows: [] });
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
 * Gives the connection up; the next request opens another. After SQLITE_BUSY the library leaves its statement
 * unfinished, and then what others write is answered as done, but not committed before that one is.
 */
function forget() {
  kept.clear();
  database?.close();
  database = undefined;
}

/**
 * Whether a failure says nothing of the connection: a wrong statement, or one that breaks a constraint.
 *
 * @param {string | undefined} code
 */
function isFaultOfStatement(code) {
  return /^SQLITE_(ERROR|CONSTRAINT)/.test(code ?? '');
}

/**
 * The same few statements are run many times a second, and preparing one takes longer than running it.
 *
 * @param {LibsqlDatabase.Database} opened
 * @param {string} sql
 */
function prepared(opened, sql) {
  const known = kept.get(sql);
  if (known !== undefined) return known;
  const statement = opened.prepare(sql);
  // What changes the tables would make other statements invalid, and runs once.
  if (!/^\s*(select|insert|update|delete)\b/i.test(sql)) {
    kept.clear();
    return statement;
  }
  if (kept.size >= maxKept) kept.clear();
  kept.set(sql, statement);
  return statement;
}
