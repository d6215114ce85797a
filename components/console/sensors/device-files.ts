import { type ApiFailure, failureOf } from '#lib/api/client.ts';
import { under } from '#lib/base-path.ts';
import type { ExportFormat, ExportResolution, ExportSubject } from '#lib/contract/device.ts';
import type { Path } from '#lib/contract/path.ts';
import { fail, ok, type Result } from '#lib/result.ts';
import { nameIn } from '../history/save-file.ts';

/** The longest time a device collects an export or its logs, before the first byte. */
const fileTimeoutMs = 90_000;

/** The path of a device's API. */
export function deviceRoot(sensor: Path): string {
  return `/api/v1/sensors/${sensor}/device`;
}

/** The parameters of an export. Days are `YYYY-MM-DD`, inclusive. */
export interface ExportQuery {
  readonly subject: ExportSubject;
  readonly format: ExportFormat;
  readonly resolution: ExportResolution;
  readonly from: string;
  readonly to: string;
}

export function exportPath(sensor: Path, query: ExportQuery): string {
  return `${deviceRoot(sensor)}/export?${new URLSearchParams({ ...query })}`;
}

/** A file as it was sent. */
export interface FetchedFile {
  readonly blob: Blob;
  readonly name: string;
}

/** `cut-off`: the file was incomplete; nothing of it is kept. */
export type FileFailure = ApiFailure | { readonly kind: 'cut-off' };

/** Downloads a file; a refusal is shown as text, unlike with a link. */
export async function fetchFile(path: string): Promise<Result<FetchedFile, FileFailure>> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), fileTimeoutMs);
  let response: Response;
  try {
    response = await fetch(under(path), { cache: 'no-store', signal: late.signal });
    if (!response.ok) return fail(await failureOf(response));
  } catch {
    return fail({ kind: 'no-answer' });
  } finally {
    // Once it has begun a file may take as long as it needs: if it stalls the sidecar ends it.
    clearTimeout(timer);
  }
  try {
    return ok({ blob: await response.blob(), name: nameIn(response.headers.get('content-disposition')) });
  } catch {
    return fail({ kind: 'cut-off' });
  }
}
