import type http from 'node:http';
import type { SimulatedAnswer } from './device-model.ts';

/** The request's whole body, or null when the client went away. */
export async function readBody(request: http.IncomingMessage): Promise<string | null> {
  try {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(Buffer.from(part));
    return Buffer.concat(parts).toString('utf8');
  } catch {
    return null;
  }
}

/** Sends `answer`, unless the client has gone. */
export function send(response: http.ServerResponse, answer: SimulatedAnswer): void {
  if (response.destroyed || response.writableEnded) return;
  response.statusCode = answer.status;
  response.setHeader('content-type', answer.type ?? 'application/json');
  for (const [name, value] of Object.entries(answer.headers ?? {})) response.setHeader(name, value);
  response.end(answer.body, answer.encoding ?? 'utf8');
}

/** The short page a camera's web server gives for a status. */
export function answerStatus(status: number): SimulatedAnswer {
  return {
    status,
    type: 'text/html',
    body: `<html><head><title>${status}</title></head><body><h1>${status}</h1></body></html>`,
    ...(status === 429 ? { headers: { 'retry-after': '2' } } : {}),
  };
}
