import { type ApiResult, exchange } from '#lib/api/client.ts';

/**
 * Fetches a file and hands it to the browser's downloads. Unlike a link it says why there is none.
 *
 * @param headers what kind of file: `{ accept: 'text/csv' }`
 */
export function saveFile(path: string, headers: Readonly<Record<string, string>> = {}): ApiResult<unknown> {
  return exchange(path, { headers }, async (answer) => {
    const named = /filename="([^"]+)"/.exec(answer.headers.get('content-disposition') ?? '')?.[1];
    const url = URL.createObjectURL(await answer.blob());
    const link = document.createElement('a');
    link.href = url;
    link.download = named ?? 'doorlight';
    link.click();
    URL.revokeObjectURL(url);
  });
}
