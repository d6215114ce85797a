import { type ApiFailure, type ApiResult, failureOf } from '#lib/api/client.ts';
import { fail, ok } from '#lib/result.ts';

/**
 * Downloads a file. Unlike a link it shows why it failed.
 *
 * @param headers of the request: `{ accept: 'text/csv' }`
 */
export async function saveFile(
  path: string,
  headers: Readonly<Record<string, string>> = {},
): ApiResult<unknown> {
  try {
    const answer = await fetch(path, { headers, cache: 'no-store' });
    if (!answer.ok) return fail(await failureOf(answer));
    const named = /filename="([^"]+)"/.exec(answer.headers.get('content-disposition') ?? '')?.[1];
    const url = URL.createObjectURL(await answer.blob());
    const link = document.createElement('a');
    link.href = url;
    link.download = named ?? 'doorlight';
    link.click();
    URL.revokeObjectURL(url);
    return ok(null);
  } catch {
    return fail<ApiFailure>({ kind: 'no-answer' });
  }
}
