import type { ConfigEntry } from '#lib/contract/config-entry.ts';
import type { SettingsDocument } from './settings-api.ts';
import { liveWithinMs } from './settings-probe.ts';
import { booleanOf, documentsOf, secondsOf, textOf } from './settings-values.ts';

/** Default seconds between readings, of families that are not live. */
const rarelyReadS: Readonly<Record<string, number>> = { indivd: 15 * 60 };

/** Why the light of a zone may be outdated for long before it is unknown. */
export interface SlowSource {
  readonly sensor: string;
  /** Minutes between its readings, and until the light is unknown. */
  readonly everyMin: number;
  readonly staleAfterMin: number;
}

/** The most rarely read required sensor of a zone, if it is too slow for a light. */
export function slowSourceOf(
  zone: SettingsDocument,
  sensors: readonly ConfigEntry[],
): SlowSource | undefined {
  const slowest = documentsOf(zone, 'sources')
    .filter((source) => !booleanOf(source, 'optional', false))
    .map((source) => ({
      sensor: textOf(source, 'sensor'),
      everyS: everyS(textOf(source, 'sensor'), sensors),
    }))
    .filter(({ everyS }) => everyS * 1000 > liveWithinMs)
    .sort((a, b) => b.everyS - a.everyS)[0];
  if (slowest === undefined) return undefined;
  const staleAfterS = secondsOf(textOf(zone, 'staleAfter')) ?? 3 * slowest.everyS;
  const minutes = (seconds: number) => Math.max(1, Math.round(seconds / 60));
  return {
    sensor: slowest.sensor,
    everyMin: minutes(slowest.everyS),
    staleAfterMin: minutes(staleAfterS),
  };
}

function everyS(sensor: string, sensors: readonly ConfigEntry[]): number {
  const document = sensors.find(({ id }) => id === sensor)?.document;
  if (document === undefined) return 0;
  return secondsOf(textOf(document, 'poll')) ?? rarelyReadS[textOf(document, 'driver')] ?? 0;
}
