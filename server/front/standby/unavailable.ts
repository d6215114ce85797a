import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Problem } from '#lib/contract/problem.ts';
import { problem } from '#server/platform/http/problem.ts';
import { answerKind, plainPagePolicy, securityHeaders } from '#server/platform/http/security-headers.ts';
import { waitingPage } from '#server/platform/http/waiting-page.ts';

/** Another takes over within seconds. */
const retryAfterS = 2;

/** Says that nobody answers right now: to people with a page that tries again, to programs with a problem. */
export function answerUnavailable(request: IncomingMessage, response: ServerResponse): void {
  // What still comes of the request is nobody's.
  request.resume();
  response.setHeader('retry-after', retryAfterS);
  const { method, headers } = request;
  const isPage = (method === 'GET' || method === 'HEAD') && headers.accept?.includes('text/html') === true;
  if (!isPage) {
    answerProblem(
      request,
      response,
      503,
      'No sidecar of this Doorlight is active. Another takes over within seconds: try again.',
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

/** Answers whole, and to be kept by nobody. */
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
