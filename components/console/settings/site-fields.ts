import type { DayValues, SiteValues } from './settings-site.ts';

/** The values of a site's form, as the form library changes them. */
export interface SiteFields extends Omit<SiteValues, 'languages' | 'days'> {
  readonly languages: string[];
  readonly days: DayValues[];
}
