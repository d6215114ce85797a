import type { DayValues, SiteValues, TagValues } from './settings-site.ts';

/** The values of a site's form, as the form library changes them. */
export interface SiteFields extends Omit<SiteValues, 'languages' | 'days' | 'tags'> {
  readonly languages: string[];
  readonly tags: TagValues[];
  readonly days: DayValues[];
}
