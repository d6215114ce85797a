/** The part of the service worker's global scope that is used: small enough for a test to fake. */
export interface WorkerScope {
  readonly Response: new (body: string, init: WorkerAnswerInit) => WorkerAnswer;
  readonly Promise: PromiseConstructor;
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): void;
  fetch(request: WorkerRequest): Promise<WorkerAnswer>;
  setTimeout(callback: () => void, ms: number): unknown;
  addEventListener(type: string, listener: (event: WorkerEvent) => void): void;
}

export interface WorkerRequest {
  readonly mode: string;
  readonly method: string;
}

export interface WorkerAnswer {
  readonly status: number;
}

interface WorkerAnswerInit {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
}

interface WorkerEvent {
  readonly request: WorkerRequest;
  respondWith(answer: Promise<WorkerAnswer>): void;
  waitUntil(done: Promise<void>): void;
}
