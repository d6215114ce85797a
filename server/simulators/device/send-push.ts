import http from 'node:http';
import https from 'node:https';
import { z } from 'zod';

/** The target of a simulated push, and its repetitions. */
export const pushRequestSchema = z.strictObject({
  url: z.url({ protocol: /^https?$/ }),
  /** Sent as Bearer. */
  token: z.string().optional(),
  /** How often the same push is sent, as after a network fault. */
  times: z.number().int().min(1).max(100).default(1),
});
export type PushRequest = z.infer<typeof pushRequestSchema>;

const timeoutMs = 5000;

/** Sends a push on a connection of its own; the status of the answer, or the code of what went wrong. */
export function sendPush({ url, token }: Omit<PushRequest, 'times'>, body: string): Promise<number | string> {
  const send = url.startsWith('https:') ? https.request : http.request;
  return new Promise((resolve) => {
    const request = send(url, {
      method: 'POST',
      agent: false,
      // Receivers in a test have a certificate of their own making.
      rejectUnauthorized: false,
      timeout: timeoutMs,
      headers: {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
    });
    request.on('response', (response) => {
      response.resume();
      response.on('close', () => resolve(response.statusCode ?? 0));
    });
    request.on('timeout', () => request.destroy(new Error('timeout')));
    request.on('error', (error) => resolve('code' in error ? String(error.code) : error.message));
    request.end(body);
  });
}
