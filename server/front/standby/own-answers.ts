import type { IncomingMessage, ServerResponse } from 'node:http';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { mayReadMetrics, metricsChallenge } from '../health.ts';
import { standbyGauge } from '../metrics.ts';
import { answer, answerProblem } from './unavailable.ts';

export interface OwnAnswersParts {
  readonly version: string;
  /** Without it `/metrics` is public. */
  readonly metricsToken: string | undefined;
  /** Whether the active sidecar answers us. */
  reaches(): Promise<boolean>;
}

/** Created at the first request: a sidecar that is never on standby needs no second registry. */
let ownRegistry: Registry | undefined;

/** What a standby answers about itself to monitoring: `/healthz`, `/readyz`, `/metrics`. */
export function ownAnswer(
  request: IncomingMessage,
  parts: OwnAnswersParts,
): ((response: ServerResponse) => void) | undefined {
  const { method, url, headers } = request;
  if (method !== 'GET' && method !== 'HEAD') return undefined;
  const path = url?.split('?')[0];
  if (path === '/healthz') return (response) => json(response, 200, { alive: true, version: parts.version });
  if (path === '/readyz') return (response) => void ready(response, parts);
  if (path !== '/metrics') return undefined;
  if (mayReadMetrics(parts.metricsToken, headers.authorization)) return (response) => void metrics(response);
  return (response) => {
    response.setHeader('www-authenticate', metricsChallenge.header);
    answerProblem(request, response, 401, metricsChallenge.words);
  };
}

async function ready(response: ServerResponse, { reaches }: OwnAnswersParts): Promise<void> {
  const isReady = await reaches();
  json(response, isReady ? 200 : 503, { ready: isReady, waitingFor: isReady ? [] : ['active sidecar'] });
}

async function metrics(response: ServerResponse): Promise<void> {
  const registry = ownRegistry ?? newRegistry();
  ownRegistry = registry;
  answer(response, 200, registry.contentType, await registry.metrics());
}

function newRegistry(): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  standbyGauge(registry, 1);
  return registry;
}

function json(response: ServerResponse, status: number, body: object): void {
  answer(response, status, 'application/json; charset=utf-8', JSON.stringify(body));
}
