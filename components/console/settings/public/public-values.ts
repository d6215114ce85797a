import type { SettingsDocument } from '../settings-api.ts';
import { documentOf, withoutUndefined } from '../settings-values.ts';

/** The form values of a site's public settings. */
export interface PublicValues {
  readonly isPublic: boolean;
  readonly number: 'exact' | 'rounded' | 'hidden';
}

/** @param document of the site */
export function publicValuesOf(document: SettingsDocument): PublicValues {
  const keys = documentOf(document, 'public');
  const isPublic = document.public === true || keys !== undefined;
  if (keys?.number === false) return { isPublic, number: 'hidden' };
  return { isPublic, number: keys?.number === 'rounded' ? 'rounded' : 'exact' };
}

/** The ids of the public zones; undefined: all. */
export function publicZonesOf(document: SettingsDocument): readonly string[] | undefined {
  const zones = documentOf(document, 'public')?.zones;
  return Array.isArray(zones) ? zones.filter((zone) => typeof zone === 'string') : undefined;
}

/** The form values as the site's document; unknown keys are kept. */
export function publicDocumentOf(
  { isPublic, number }: PublicValues,
  before: SettingsDocument,
): SettingsDocument {
  const written = { exact: true, rounded: 'rounded', hidden: false }[number];
  return withoutUndefined({
    ...before,
    public: isPublic ? { ...documentOf(before, 'public'), number: written } : undefined,
  });
}
