import type { SettingsDocument } from './settings-api.ts';
import {
  type ScheduleValues,
  scheduleDocumentOf,
  scheduleValuesOf,
  staffDocumentOf,
} from './settings-schedule.ts';
import {
  booleanOf,
  documentOf,
  documentsOf,
  durationOf,
  numberOf,
  secondsOf,
  textOf,
  withoutUndefined,
} from './settings-values.ts';

/** The form values of one of a zone's sources. */
export interface SourceValues {
  readonly sensor: string;
  /** Empty: the sensor has only one. */
  readonly channel: string;
  readonly direction: 'normal' | 'reverse';
  readonly use: 'auto' | 'counts' | 'occupancy';
  readonly optional: boolean;
  /** What its counts are multiplied by. */
  readonly factorIn: number;
  readonly factorOut: number;
}

/** The form values of a zone: shares in percent, times in seconds. The form library changes its lists. */
export interface ZoneValues {
  readonly name: string;
  readonly capacity: number;
  readonly amberPercent: number;
  readonly redPercent: number;
  readonly releasePercent: number;
  readonly minHoldS: number;
  /** Empty: three polls of the slowest sensor, at least ten seconds. */
  readonly staleAfterS: number | '';
  readonly onStale: 'unknown' | 'red';
  readonly sources: SourceValues[];
  readonly capacityAt: ScheduleValues[];
  readonly staff: ScheduleValues[];
  readonly calibration: 'off' | 'suggest' | 'auto';
  /** Minutes, as text of a choice; empty: never. */
  readonly zeroAfter: string;
  readonly careful: boolean;
}

const calibrationModes = ['off', 'suggest', 'auto'] as const;

const percent = (share: number) => Math.round(share * 1000) / 10;
const share = (percentage: number) => Math.round(percentage * 10) / 1000;

/** The form values of a document, with the defaults of the configuration file. */
export function zoneValuesOf(document: SettingsDocument): ZoneValues {
  return {
    name: textOf(document, 'name'),
    capacity: numberOf(document, 'capacity', 50),
    amberPercent: percent(numberOf(document, 'amberAt', 0.8)),
    redPercent: percent(numberOf(document, 'redAt', 1)),
    releasePercent: percent(numberOf(document, 'release', 0.05)),
    minHoldS: secondsOf(textOf(document, 'minHold')) ?? 3,
    staleAfterS: secondsOf(textOf(document, 'staleAfter')) ?? '',
    onStale: textOf(document, 'onStale') === 'red' ? 'red' : 'unknown',
    sources: documentsOf(document, 'sources').map(sourceValuesOf),
    capacityAt: scheduleValuesOf(document, 'capacityAt', 'capacity'),
    staff: scheduleValuesOf(document, 'staff', 'staff'),
    calibration: calibrationModes.find((mode) => mode === document.calibration) ?? 'suggest',
    zeroAfter: String((secondsOf(textOf(document, 'zeroAfter')) ?? 0) / 60 || ''),
    careful: booleanOf(document, 'careful', false),
  };
}

/** The form values as a document; unknown keys are kept. */
export function zoneDocumentOf(values: ZoneValues, before: SettingsDocument): SettingsDocument {
  return withoutUndefined({
    ...before,
    name: values.name.trim(),
    capacity: values.capacity,
    amberAt: share(values.amberPercent),
    redAt: share(values.redPercent),
    release: share(values.releasePercent),
    minHold: durationOf(values.minHoldS),
    staleAfter: values.staleAfterS === '' ? undefined : durationOf(values.staleAfterS),
    onStale: values.onStale,
    sources: values.sources.map(sourceDocumentOf),
    capacityAt: scheduleDocumentOf(values.capacityAt, 'capacity'),
    staff: staffDocumentOf(values.staff),
    calibration:
      values.calibration === 'suggest' && before.calibration === undefined ? undefined : values.calibration,
    zeroAfter: values.zeroAfter === '' ? undefined : `${values.zeroAfter}m`,
    careful: values.careful || undefined,
  });
}

function sourceValuesOf(document: SettingsDocument): SourceValues {
  const use = textOf(document, 'use');
  const factor = documentOf(document, 'factor') ?? {};
  return {
    sensor: textOf(document, 'sensor'),
    channel: textOf(document, 'channel'),
    direction: textOf(document, 'direction') === 'reverse' ? 'reverse' : 'normal',
    use: use === 'counts' || use === 'occupancy' ? use : 'auto',
    optional: booleanOf(document, 'optional', false),
    factorIn: numberOf(factor, 'in', 1),
    factorOut: numberOf(factor, 'out', 1),
  };
}

export function sourceDocumentOf({
  sensor,
  channel,
  direction,
  use,
  optional,
  factorIn,
  factorOut,
}: SourceValues): SettingsDocument {
  return withoutUndefined({
    sensor,
    channel: channel.trim() === '' ? undefined : channel.trim(),
    direction: direction === 'reverse' ? direction : undefined,
    use: use === 'auto' ? undefined : use,
    optional: optional ? true : undefined,
    factor: factorIn === 1 && factorOut === 1 ? undefined : { in: factorIn, out: factorOut },
  });
}
