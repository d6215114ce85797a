import { ok } from '#lib/result.ts';
import type { DeviceHttp } from './device-http.ts';

/** A device connection that a test answers itself, including files. */
export function testHttp(request: DeviceHttp['request']): DeviceHttp {
  return {
    request,
    transfer: async (asked) => {
      const answer = await request(asked);
      if (!answer.ok) return answer;
      const { text, ...rest } = answer.value;
      return ok({ ...rest, body: chunksOf(text) });
    },
    close: async () => {},
  };
}

/** All of a file. */
export async function contentOf({ body }: { readonly body: AsyncIterable<Uint8Array> }): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function* chunksOf(text: string): AsyncGenerator<Uint8Array> {
  if (text !== '') yield new TextEncoder().encode(text);
}
