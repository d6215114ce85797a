import { type ApiFailure, failureOf } from '#lib/api/client.ts';
import type { ExportFormat, ExportResolution, ExportSubject } from '#lib/contract/device.ts';
import type { Path } from '#lib/contract/path.ts';
import { fail, ok, type Result } from '#lib/result.ts';

/** A device gathers an export or its logs for so long at most, before the first byte. */
const fileTimeoutMs = 90_000;

/** Where the API of a device begins. */
export function deviceRoot(sensor: Path): string {
  return `/api/v1/sensors/${sensor}/device`;
}

/** What is exported. Days are `YYYY-MM-DD`, both included. */
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

/** `cut-off`: the file began and did not come whole; nothing of it is kept. */
export type FileFailure = ApiFailure | { readonly kind: 'cut-off' };

/** Fetches a file; a refusal is told in words, which a link could not. */
export async function fetchFile(path: string): Promise<Result<FetchedFile, FileFailure>> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), fileTimeoutMs);
  let response: Response;
  try {
    response = await fetch(path, { cache: 'no-store', signal: late.signal });
    if (!response.ok) return fail(await failureOf(response));
  } catch {
    return fail({ kind: 'no-answer' });
  } finally {
    // From its beginning on a file may take as long as it needs: where it stands still the sidecar gives it up.
    clearTimeout(timer);
  }
  try {
    return ok({ blob: await response.blob(), name: nameIn(response.headers.get('content-disposition')) });
  } catch {
    return fail({ kind: 'cut-off' });
  }
}

/** `attachment; filename="door-counts.csv"` → `door-counts.csv` */
export function nameIn(disposition: string | null): string {
  return /filename="([^"]+)"/.exec(disposition ?? '')?.[1] ?? 'download';
}
