import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Problem } from '#lib/contract/problem.ts';
import { problem } from '#server/platform/http/problem.ts';
import { answerKind, plainPagePolicy, securityHeaders } from '#server/platform/http/security-headers.ts';
import { waitingPage } from '#server/platform/http/waiting-page.ts';

/** Another sidecar takes over within seconds. */
const retryAfterS = 2;

/** Answers that the home of a site does not answer, or that it has none while it moves: with a page that retries for people, with a problem for programs. */
export function answerUnavailable(request: IncomingMessage, response: ServerResponse): void {
  // The rest of the request is discarded.
  request.resume();
  response.setHeader('retry-after', retryAfterS);
  const { method, headers } = request;
  const isPage = (method === 'GET' || method === 'HEAD') && headers.accept?.includes('text/html') === true;
  if (!isPage) {
    answerProblem(
      request,
      response,
      503,
      'The sidecar that runs this site does not answer. Another takes over within seconds: try again.',
    );
    return;
  }
  const { url = '/' } = request;
  waitingPage(headers['accept-language'], url).then(
    (page) => {
      const kind = answerKind(url);
      answer(response, 503, 'text/html; charset=utf-8', page, {
        ...securityHeaders(kind, false),
        'content-security-policy': plainPagePolicy(kind, page),
      });
    },
    () => response.destroy(),
  );
}

/** Answers with a problem document (RFC 9457). */
export function answerProblem(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  detail: string,
): void {
  request.resume();
  const document: Problem = { ...problem(status), detail, instance: request.url?.split('?')[0] ?? '' };
  answer(response, status, 'application/problem+json', JSON.stringify(document));
}

/** Sends a complete answer that must not be cached. */
export function answer(
  response: ServerResponse,
  status: number,
  type: string,
  body: string,
  headers: Readonly<Record<string, string>> = securityHeaders('program', false),
): void {
  response
    .writeHead(status, {
      'content-type': type,
      'content-length': Buffer.byteLength(body),
      'cache-control': 'no-store',
      ...headers,
    })
    .end(body);
}
