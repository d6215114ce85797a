import { diag, ROOT_CONTEXT, type Span, SpanKind, trace } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';
import type { ZoneState } from '#lib/contract/zone-state.ts';

/** Published states that a screen may still report, over all zones. */
const keptStates = 1000;
/** Time limit of a delivery, so that a collector that hangs holds up no stop. */
const deliverWithinMs = 2000;
const warnEveryMs = 60_000;

export interface TracesOptions {
  /** Base address of the collector. */
  readonly endpoint: string;
  readonly version: string;
  now(): number;
  /** The collector refuses, or cannot be reached; at most once a minute. */
  onFailure(reason: string): void;
}

/** Spans from a sensor's answer to the screen, sent by OTLP over HTTP. Loaded only where there is a collector. */
export class OtlpTraces {
  readonly #provider: BasicTracerProvider;
  readonly #published = new Map<string, { readonly span: Span; readonly atMs: number }>();
  readonly #now: () => number;

  constructor({ endpoint, version, now, onFailure }: TracesOptions) {
    this.#now = now;
    reportFailures(onFailure, now);
    const exporter = new OTLPTraceExporter({
      url: new URL('v1/traces', endpoint.endsWith('/') ? endpoint : `${endpoint}/`).href,
      timeoutMillis: deliverWithinMs,
    });
    this.#provider = new BasicTracerProvider({
      resource: resourceFromAttributes({ 'service.name': 'doorlight', 'service.version': version }),
      spanProcessors: [new BatchSpanProcessor(exporter, { exportTimeoutMillis: deliverWithinMs })],
    });
  }

  /** A state is published that follows from an answer of a sensor. */
  published(state: ZoneState, answeredMs: number): void {
    const { site, zone, light, occupancy, reason, asOf } = state;
    const span = this.#tracer().startSpan(
      'answer to light',
      {
        kind: SpanKind.INTERNAL,
        startTime: answeredMs,
        attributes: {
          'doorlight.site': site,
          'doorlight.zone': zone,
          'doorlight.light': light,
          'doorlight.occupancy': occupancy,
          'doorlight.reason': reason,
        },
      },
      ROOT_CONTEXT,
    );
    const atMs = this.#now();
    span.end(atMs);
    this.#published.set(`${site}/${zone} ${asOf}`, { span, atMs });
    for (const key of this.#published.keys()) {
      if (this.#published.size <= keptStates) break;
      this.#published.delete(key);
    }
  }

  /** A screen has drawn a state. */
  drawn(display: string, zone: string, asOf: string): void {
    const published = this.#published.get(`${zone} ${asOf}`);
    if (published === undefined) return;
    const { span, atMs } = published;
    this.#tracer()
      .startSpan(
        'light to glass',
        { kind: SpanKind.INTERNAL, startTime: atMs, attributes: { 'doorlight.display': display } },
        trace.setSpan(ROOT_CONTEXT, span),
      )
      .end(this.#now());
  }

  /** Sends what is left. */
  async stop(): Promise<void> {
    // A collector that is gone is no reason to end with a failure.
    await this.#provider.shutdown().catch(() => undefined);
    diag.disable();
  }

  #tracer() {
    return this.#provider.getTracer('doorlight');
  }
}

/** The library reports what goes wrong only to its own log. */
function reportFailures(onFailure: (reason: string) => void, now: () => number): void {
  let saidMs = Number.NEGATIVE_INFINITY;
  const ignore = () => undefined;
  diag.setLogger({
    error: (message) => {
      if (now() - saidMs < warnEveryMs) return;
      saidMs = now();
      onFailure(message);
    },
    ...{ warn: ignore, info: ignore, debug: ignore, verbose: ignore },
  });
}
