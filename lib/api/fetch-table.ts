import { fail, ok } from '#lib/result.ts';
import type { ApiResult } from './client.ts';

const tableTimeoutMs = 60_000;

/** An answer of the sidecar as a table (`text/csv`), for the browser to save. Never throws. */
export async function fetchTable(path: string): ApiResult<string> {
  try {
    const response = await fetch(path, {
      headers: { accept: 'text/csv' },
      cache: 'no-store',
      signal: AbortSignal.timeout(tableTimeoutMs),
    });
    const text = await response.text();
    return response.ok ? ok(text) : fail({ kind: 'refused', status: response.status });
  } catch {
    return fail({ kind: 'no-answer' });
  }
}
