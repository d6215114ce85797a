import type { SettingsDocument } from './settings-api.ts';

/** Reads single keys of a document: a missing key or one of another type gives the default. */

export function textOf(document: SettingsDocument, key: string, otherwise = ''): string {
  const value = document[key];
  return typeof value === 'string' ? value : otherwise;
}

export function numberOf(document: SettingsDocument, key: string, otherwise: number): number {
  const value = document[key];
  return typeof value === 'number' ? value : otherwise;
}

export function booleanOf(document: SettingsDocument, key: string, otherwise: boolean): boolean {
  const value = document[key];
  return typeof value === 'boolean' ? value : otherwise;
}

export function textsOf(document: SettingsDocument, key: string): string[] {
  const value = document[key];
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

/** The entries of a list of mappings. */
export function documentsOf(document: SettingsDocument, key: string): readonly SettingsDocument[] {
  const value = document[key];
  return Array.isArray(value) ? value.filter(isDocument) : [];
}

export function documentOf(document: SettingsDocument, key: string): SettingsDocument | undefined {
  const value = document[key];
  return isDocument(value) ? value : undefined;
}

function isDocument(value: unknown): value is SettingsDocument {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A document without the keys that are undefined. */
export function withoutUndefined(document: SettingsDocument): SettingsDocument {
  return Object.fromEntries(Object.entries(document).filter(([, value]) => value !== undefined));
}

const unitS: Readonly<Record<string, number>> = { ms: 0.001, s: 1, m: 60, h: 3600, d: 86_400 };

/** Seconds of `500ms`, `2s`, `5m`, `1h`, `1d`; undefined for anything else. */
export function secondsOf(duration: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/.exec(duration);
  const unit = unitS[match?.[2] ?? ''];
  return unit === undefined ? undefined : Number(match?.[1]) * unit;
}

/** The opposite: `90s`, `0.5s`. */
export function durationOf(seconds: number): string {
  return `${seconds}s`;
}

/** An id from a name: `Café Süd` is `cafe-sud`; with a number if it is used already. */
export function freeId(name: string, usedIds: readonly string[], otherwise: string): string {
  const plain = name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 36)
    .replace(/^-+|-+$/g, '');
  const stem = plain === '' ? otherwise : plain;
  if (!usedIds.includes(stem)) return stem;
  let number = 2;
  while (usedIds.includes(`${stem}-${number}`)) number += 1;
  return `${stem}-${number}`;
}
