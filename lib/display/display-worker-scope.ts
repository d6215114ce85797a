/** The global scope of the displays' service worker: so little that a test can play it. */
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
