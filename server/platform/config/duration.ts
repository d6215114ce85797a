import { z } from 'zod';

const unitMs: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Milliseconds of `500ms`, `2s`, `5m`, `1h`, `1d` (also `1.5s`); undefined for anything else. */
export function parseDuration(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/.exec(text);
  const unit = unitMs[match?.[2] ?? ''];
  return unit === undefined ? undefined : Math.round(Number(match?.[1]) * unit);
}

/** The opposite, in the largest unit that gives a whole number: 90000 is `90s`. */
export function printDuration(ms: number): string {
  const units = Object.entries(unitMs).toReversed();
  const [name, size] = units.find(([, unit]) => ms >= unit && ms % unit === 0) ?? ['ms', 1];
  return `${ms / size}${name}`;
}

/** A duration in the configuration file, as milliseconds. */
export function durationSchema(minMs: number, maxMs: number) {
  const expected = 'a duration with its unit, such as 500ms, 2s, 5m, 1h or 1d';
  const bounds = `a duration from ${printDuration(minMs)} to ${printDuration(maxMs)}`;
  return z.string({ error: expected }).transform((text, context) => {
    const ms = parseDuration(text);
    if (ms !== undefined && ms >= minMs && ms <= maxMs) return ms;
    context.addIssue({ code: 'custom', message: ms === undefined ? expected : bounds });
    return z.NEVER;
  });
}
