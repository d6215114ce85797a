import type { SettingsDocument } from '../settings-api.ts';
import { documentOf, withoutUndefined } from '../settings-values.ts';

/** What a site makes public, as its form has it. */
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

/** The ids of the zones that are told; undefined: all. */
export function publicZonesOf(document: SettingsDocument): readonly string[] | undefined {
  const zones = documentOf(document, 'public')?.zones;
  return Array.isArray(zones) ? zones.filter((zone) => typeof zone === 'string') : undefined;
}

/** The form's values as the site's document; keys that the form does not know stay as they were. */
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
