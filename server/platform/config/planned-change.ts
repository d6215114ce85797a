import { isDeepStrictEqual } from 'node:util';
import type { ConfigEntry, EntryOwner } from '#lib/contract/config-entry.ts';
import type { AddressRule } from '#server/network/outbound.ts';
import { allowedExpected } from '#server/network/outbound.ts';
import { type Expectation, revisionOf } from '../revision.ts';
import {
  type EntriesBySite,
  type EntryDocument,
  type EntryKey,
  entryName,
  isSame,
  type StoredEntry,
  tagsInWords,
  tagsOf,
  withoutSecrets,
  withSecretsOf,
} from './config-entry.ts';
import type { SiteConfig } from './configuration.ts';
import type { ConfigurationProblem } from './configuration-error.ts';
import type { ChangeFacts, EntryChange } from './entry-writer.ts';
import type { MergedEntry, MergedSite } from './merged-site.ts';
import { enteredFeedExpected, isFeedFile } from './parse-calendar.ts';
import { printValue } from './printed-value.ts';

/** A site as it is. */
export interface PresentSite {
  readonly merged: MergedSite;
  readonly config: SiteConfig;
}

/** The configuration as it is, before a change. */
export interface Present {
  /** The sites of the configuration file, or of the demo, by their ids. */
  readonly base: ReadonlyMap<string, EntryDocument>;
  readonly baseOwner: Exclude<EntryOwner, 'console'>;
  /** Entries made in the console. */
  readonly stored: EntriesBySite;
  /** Those of them that do not fit, and are not in `stored`. */
  readonly leftOut: EntriesBySite;
  readonly sites: ReadonlyMap<string, PresentSite>;
}

/** A change that may be made, once what comes of it is checked. */
export interface Planned {
  readonly kind: 'planned';
  readonly change: Pick<EntryChange, 'saved' | 'removed' | 'audit'>;
}

/** Why a change is not made. */
export type Refused =
  | { readonly kind: 'managed-by-file' }
  | { readonly kind: 'not-found' }
  /** The entry differs from what was expected. */
  | { readonly kind: 'changed-meanwhile' }
  /** It would change the tags of the site. */
  | { readonly kind: 'tags-kept' }
  | { readonly kind: 'wrong'; readonly problems: readonly ConfigurationProblem[] };

export interface PlanOptions {
  /** The expected state of the entry before. */
  readonly expects: Expectation;
  /** Whether the tags of a site may change with it: they decide who has a role there. */
  readonly mayTag: boolean;
}

export interface PutPlanOptions extends PlanOptions {
  /** Which addresses may be entered. */
  readonly addresses: AddressRule;
  /** The facts for the audit log; default: that the entry was configured. */
  readonly audit?: ChangeFacts | undefined;
}

/** Creates or changes an entry. Secrets that the document does not name are kept; null removes one. */
export function planPut(
  present: Present,
  key: EntryKey,
  document: EntryDocument,
  { expects, mayTag, addresses, audit }: PutPlanOptions,
): Planned | Refused {
  const { baseOwner } = present;
  const before = entryOf(present, key);
  if (!expects(before && entryView(before, baseOwner).revision)) return { kind: 'changed-meanwhile' };
  if (before !== undefined && !before.isStored && baseOwner === 'file') return { kind: 'managed-by-file' };
  const entry: StoredEntry = {
    ...key,
    document: { ...withSecretsOf(before?.document, document), id: key.id },
  };
  const refused = refusedAddress(entry, addresses);
  if (refused !== undefined) return { kind: 'wrong', problems: [refused] };
  const [tags, tagsBefore] = [tagsOf(entry.document), tagsOf(before?.document ?? {})];
  const isTagged = key.kind === 'site' && !isDeepStrictEqual(tags, tagsBefore);
  if (isTagged && !mayTag) return { kind: 'tags-kept' };
  const facts = audit ?? {
    ...{ action: 'configure', ...auditKey(key) },
    ...(isTagged && { note: `tags: ${tagsInWords(tagsBefore)} → ${tagsInWords(tags)}` }),
  };
  return { kind: 'planned', change: { saved: [entry], removed: [], audit: facts } };
}

/** Removes an entry made in the console, a site with all that is in it; for a changed demo entry only the change. */
export function planRemove(
  present: Present,
  key: EntryKey,
  { expects, mayTag }: PlanOptions,
): Planned | Refused {
  const { base, baseOwner, stored, leftOut } = present;
  const before = entryOf(present, key);
  if (before === undefined) return { kind: 'not-found' };
  if (!expects(entryView(before, baseOwner).revision)) return { kind: 'changed-meanwhile' };
  if (!before.isStored) return { kind: 'managed-by-file' };
  const left = key.kind === 'site' ? base.get(key.site) : undefined;
  if (left !== undefined && !mayTag && !isDeepStrictEqual(tagsOf(left), tagsOf(before.document))) {
    return { kind: 'tags-kept' };
  }
  const ofSite = [stored, leftOut].flatMap((entries) => [...(entries.get(key.site)?.values() ?? [])]);
  const removed = ofSite.filter((other) => key.kind === 'site' || isSame(other, key));
  return { kind: 'planned', change: { saved: [], removed, audit: { action: 'remove', ...auditKey(key) } } };
}

/** An entry as it is. */
export function entryOf({ sites }: Present, key: EntryKey): MergedEntry | undefined {
  return sites.get(key.site)?.merged.entries.find((entry) => isSame(entry, key));
}

/** An entry as users may see it. */
export function entryView(
  { site, kind, id, isStored, document }: MergedEntry,
  baseOwner: Present['baseOwner'],
): ConfigEntry {
  const reportable = withoutSecrets(document);
  const managedBy: EntryOwner = isStored ? 'console' : baseOwner;
  const shown = { managedBy, document: reportable.document, secrets: [...reportable.secrets] };
  return { site, kind, id, ...shown, revision: revisionOf(shown) };
}

/**
 * An address that may not be entered. Host names are checked when they are used, by the addresses they
 * resolve to then.
 */
function refusedAddress(
  { kind, document: { url, calendar } }: StoredEntry,
  addresses: AddressRule,
): ConfigurationProblem | undefined {
  if (kind === 'site' && typeof calendar === 'string' && isFeedFile(calendar)) {
    return { path: 'calendar', found: printValue(calendar, ['calendar']), expected: enteredFeedExpected };
  }
  if (kind !== 'sensor' || typeof url !== 'string' || !URL.canParse(url)) return undefined;
  const refusal = addresses.refusalOf(new URL(url).hostname);
  return refusal && { path: 'url', found: printValue(url, ['url']), expected: allowedExpected[refusal] };
}

/** The addresses of several entries that may not be entered, each with the name of its entry. */
export function refusedAddresses(
  entries: readonly StoredEntry[],
  addresses: AddressRule,
): readonly ConfigurationProblem[] {
  return entries.flatMap((entry) => {
    const problem = refusedAddress(entry, addresses);
    return problem === undefined ? [] : [{ ...problem, path: `${entryName(entry)}: ${problem.path}` }];
  });
}

function auditKey({ site, kind, id }: EntryKey): Omit<ChangeFacts, 'action'> {
  return { site, to: `${kind} ${id}`, ...(kind === 'zone' ? { zone: id } : {}) };
}
