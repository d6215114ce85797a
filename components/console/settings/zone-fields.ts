import type { ScheduleValues } from './settings-schedule.ts';
import type { SourceValues, ZoneValues } from './settings-zone.ts';

/** The values of a zone's form, as the form library changes them. */
export interface ZoneFields extends Omit<ZoneValues, 'sources' | 'capacityAt' | 'staff'> {
  readonly sources: SourceValues[];
  readonly capacityAt: ScheduleValues[];
  readonly staff: ScheduleValues[];
}
