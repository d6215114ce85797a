import type { Path } from '#lib/contract/path.ts';
import type { Feature } from '#server/platform/feature.ts';
import type { Platform } from '#server/platform/platform.ts';
import type { Sites } from '#server/site/sites.ts';
import type { OtlpTraces } from './otlp-traces.ts';

export interface TracingFeature extends Feature {
  /** A screen has drawn the state of a zone. */
  drawn(display: Path, zone: Path, asOf: string): void;
}

/** Traces from a sensor's answer to the screen, where `OTEL_EXPORTER_OTLP_ENDPOINT` names a collector. */
export function tracingFeature(platform: Platform, sites: () => Sites): TracingFeature {
  const { environment, logger, clock, version } = platform;
  const { otlpEndpoint } = environment;
  let traces: OtlpTraces | undefined;
  return {
    name: 'tracing',
    // Sends what the others did while they stopped, and holds up none of them.
    stopsBeside: true,
    start: async () => {
      if (otlpEndpoint === undefined) return;
      const { OtlpTraces: Traces } = await import('./otlp-traces.ts');
      const started = new Traces({
        endpoint: otlpEndpoint,
        version,
        now: () => clock.now(),
        onFailure: (reason) => logger.warn({ reason }, 'traces cannot be sent; what follows is tried again'),
      });
      traces = started;
      sites().listen({
        state: ({ answeredMs, state }) => {
          if (answeredMs !== undefined) started.published(state(), answeredMs);
        },
      });
    },
    stop: () => traces?.stop(),
    drawn: (display, zone, asOf) => traces?.drawn(display, zone, asOf),
  };
}
