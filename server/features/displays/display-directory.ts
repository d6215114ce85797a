import { randomUUID } from 'node:crypto';
import type { DisplayChanges, DisplayStatus } from '#lib/contract/display.ts';
import type { DisplayReport } from '#lib/contract/display-report.ts';
import type { DisplayTheme } from '#lib/contract/display-theme.ts';
import { type Path, pathOf } from '#lib/contract/path.ts';
import type { DisplayConfig, SiteConfig } from '#server/platform/config/configuration.ts';
import { lowContrastOf } from '#server/platform/config/display-theme.ts';
import { isSameSecret } from '#server/platform/same-secret.ts';
import { type DisplayEntry, displayEntry } from './display-entry.ts';
import type { LastSeen } from './last-seen-store.ts';
import type { CurrentlySeen } from './last-seen-writer.ts';
import { Screens } from './screens.ts';

interface Entry {
  readonly config: DisplayConfig;
  readonly entry: DisplayEntry;
  /** The part of its status that depends only on the configuration. */
  readonly fixed: Omit<DisplayStatus, 'connections'>;
  readonly screens: Screens;
  /** Number of this display's last change. */
  change: number;
}

export interface DisplayDirectoryOptions {
  /** Of Doorlight: pages of another version have to reload. */
  readonly version?: string;
  /** The last-seen state from before the restart. */
  readonly lastSeen?: ReadonlyMap<Path, LastSeen>;
}

/** All displays, who may see them, and which are connected. */
export class DisplayDirectory {
  readonly #byPath = new Map<string, Entry>();
  readonly #ofSite = new Map<string, ReadonlyMap<Path, Entry>>();
  /** Displays with screens at other sidecars, by sidecar. */
  readonly #elsewhere = new Map<string, Map<Path, DisplayStatus>>();
  readonly #toGreet = new Set<string>();
  readonly #version: string;
  readonly #known: Map<Path, LastSeen>;
  /** Changes are numbered within one configuration of one process. */
  #era = newEra();
  #changes = 0;

  constructor(sites: readonly SiteConfig[], { version = '', lastSeen }: DisplayDirectoryOptions = {}) {
    this.#version = version;
    this.#known = new Map(lastSeen);
    for (const site of sites) this.set(site);
  }

  /** Takes over a site that begins, or a change of it; what is known of screens that stay is kept. */
  set(site: SiteConfig): () => void {
    const entries = site.displays.map((config): [Path, Entry] => {
      const path = pathOf(site.id, config.id);
      const screens = this.#byPath.get(path)?.screens ?? Screens.remembered(this.#known.get(path));
      const entry = displayEntry(site, config, this.#version);
      return [path, { config, entry, fixed: fixedOf(config), screens, change: 0 }];
    });
    return this.#put(site.id, new Map(entries));
  }

  remove({ id }: Pick<SiteConfig, 'id'>): () => void {
    return this.#put(id, new Map());
  }

  #put(site: string, entries: ReadonlyMap<Path, Entry>): () => void {
    const before = this.#ofSite.get(site) ?? new Map();
    for (const path of before.keys()) {
      if (entries.has(path)) continue;
      this.#byPath.delete(path);
      this.#known.delete(path);
    }
    for (const [path, entry] of entries) this.#byPath.set(path, entry);
    this.#ofSite.set(site, entries);
    this.#era = newEra();
    return () => this.#put(site, before);
  }

  /** The display at a path, if it exists and the key matches. */
  find(path: string, key: string | undefined): DisplayEntry | 'unknown' | 'wrong-key' {
    const found = this.#byPath.get(path);
    if (found === undefined) return 'unknown';
    const wanted = found.config.key;
    return wanted === undefined || isSameSecret(wanted, key ?? '') ? found.entry : 'wrong-key';
  }

  has(path: Path): boolean {
    return this.#byPath.has(path);
  }

  /** The display's main zone; undefined if the display does not exist. */
  zoneOf(path: Path): Path | undefined {
    return this.#byPath.get(path)?.entry.zone;
  }

  /**
   * Records that a screen connected or disconnected.
   *
   * @param connections left under its id
   * @param at ISO 8601 UTC
   * @param gone the connection that has ended
   */
  seen(path: Path, connections: number, at: string, gone?: string): void {
    const found = this.#byPath.get(path);
    if (found === undefined) return;
    found.screens.seen(connections, at, gone);
    found.change = ++this.#changes;
  }

  /**
   * Records a screen's report.
   *
   * @param connection that sent it
   * @param nowMs epoch milliseconds
   * @param answeredMs see `screenOf`
   */
  report(path: Path, connection: string, report: DisplayReport, nowMs: number, answeredMs?: number): void {
    const found = this.#byPath.get(path);
    if (found === undefined) return;
    const isOther = found.screens.report(
      connection,
      report,
      found.entry.settings.revision,
      nowMs,
      answeredMs,
    );
    if (isOther) found.change = ++this.#changes;
  }

  /** Records that a screen is about to become this display. */
  greet(path: Path): void {
    this.#toGreet.add(path);
  }

  /** Whether the connected screen is the one that was just paired; true once. */
  acceptGreeting(path: Path): boolean {
    return this.#toGreet.delete(path);
  }

  /** The screens at another sidecar; undefined where that is gone. @returns displays that have a screen there now */
  hear(sidecar: string, news: Pick<DisplayChanges, 'isAll' | 'displays'> | undefined): Path[] {
    const before = this.#elsewhere.get(sidecar) ?? new Map<Path, DisplayStatus>();
    const heard = (news?.displays ?? []).map(
      (status) => [pathOf(status.site, status.display), status] as const,
    );
    const now = new Map(news?.isAll === false ? before : []);
    for (const [path, status] of heard) {
      if (status.connections > 0) now.set(path, status);
      else now.delete(path);
    }
    if (news === undefined) this.#elsewhere.delete(sidecar);
    else this.#elsewhere.set(sidecar, now);
    const arrived = [...now.keys()].filter((path) => !before.has(path));
    const changed = new Set(
      [...before.keys(), ...now.keys()].filter((path) => before.get(path) !== now.get(path)),
    );
    for (const path of changed) {
      const entry = this.#byPath.get(path);
      if (entry === undefined) continue;
      entry.change = ++this.#changes;
      entry.screens.remember();
    }
    return arrived;
  }

  /** Of every display, wherever its screens are connected. @param site default: all */
  statuses(site?: string): DisplayStatus[] {
    const entries = site === undefined ? this.#byPath : (this.#ofSite.get(site) ?? new Map<Path, Entry>());
    return [...entries.values()].map((entry) => this.#statusOf(entry));
  }

  /** Of the displays that have a screen, wherever it is connected. */
  connected(): DisplayStatus[] {
    const elsewhere = new Set([...this.#elsewhere.values()].flatMap((statuses) => [...statuses.keys()]));
    return [...this.#byPath.values()]
      .filter(({ screens, entry: { path } }) => screens.connections > 0 || elsewhere.has(path))
      .map((entry) => this.#statusOf(entry));
  }

  #statusOf(entry: Entry): DisplayStatus {
    const own = statusOf(entry);
    const path = pathOf(own.site, own.display);
    const others = [...this.#elsewhere.values()].flatMap((statuses) => statuses.get(path) ?? []);
    if (others.length === 0) return own;
    const all = own.connections > 0 ? [own, ...others] : others;
    const [first = own] = all;
    const connections = all.reduce((sum, status) => sum + status.connections, 0);
    const screens = all.flatMap(({ screen, screens: several }) => several ?? screen ?? []);
    return { ...own, ...first, connections, ...(connections > 1 && { screens }) };
  }

  /**
   * The changes since an earlier call.
   *
   * @param since `cursor` of that call; without one, and with one of another configuration, all displays
   * @param of default: wherever screens are connected; `own`: as far as they are connected here
   */
  changes(since: string | undefined, of?: 'own'): DisplayChanges {
    const [era, number = '', ...rest] = since?.split('.') ?? [];
    const isAll = era !== this.#era || rest.length > 0 || !/^\d{1,15}$/.test(number);
    const changed = [...this.#byPath.values()].filter(({ change }) => isAll || change > Number(number));
    const displays = changed.map((entry) => (of === 'own' ? statusOf(entry) : this.#statusOf(entry)));
    return { cursor: `${this.#era}.${this.#changes}`, isAll, displays };
  }

  /** The displays that have been connected, also before the last restart. */
  known(): Pick<DisplayStatus, 'site' | 'display' | 'name' | 'connections'>[] {
    return [...this.#byPath.values()]
      .filter(({ screens }) => screens.isKnown)
      .map((entry) => {
        const { site, display, name, connections } = this.#statusOf(entry);
        return { site, display, connections, ...(name !== undefined && { name }) };
      });
  }

  /** Number of displays that have been connected, and have no screen anywhere since `before` (ISO 8601 UTC), by site. */
  gone(before: string): Map<string, number> {
    const gone = new Map<string, number>();
    for (const { config, screens } of this.#byPath.values()) {
      if (!screens.isKnown || screens.connections > 0 || (screens.seenAt ?? '') > before) continue;
      if ([...this.#elsewhere.values()].some((statuses) => statuses.has(pathOf(config.site, config.id))))
        continue;
      gone.set(config.site, (gone.get(config.site) ?? 0) + 1);
    }
    return gone;
  }

  /** The state of each to be stored. */
  lastSeen(): CurrentlySeen[] {
    return [...this.#byPath.values()]
      .filter(({ screens }) => screens.isSeenHere)
      .map(({ config: { site, id: display }, screens }) => ({
        path: pathOf(site, display),
        site,
        display,
        isConnected: screens.connections > 0,
        seenAt: screens.seenAt,
        kept: screens.kept,
      }));
  }
}

function newEra(): string {
  return randomUUID().slice(0, 8);
}

function fixedOf(config: DisplayConfig): Omit<DisplayStatus, 'connections'> {
  const { site, id: display, zone, key, name, layout, showNumber, zones, look: theme } = config;
  const lowContrast = lowContrastOf(theme);
  const light = withoutPictures(theme);
  return {
    site,
    display,
    zone,
    keyed: key !== undefined,
    showNumber,
    ...(name !== undefined && { name }),
    ...(layout !== undefined && { layout }),
    ...(zones !== undefined && { zones: [...zones] }),
    ...(light !== undefined && { look: light }),
    ...(lowContrast.length > 0 && { lowContrast }),
  };
}

function statusOf({ fixed, screens, entry }: Entry): DisplayStatus {
  return { ...fixed, ...screens.status(entry.settings.revision) };
}

/**
 * A theme for lists of displays: without pictures embedded as data, 100 KB each. Undefined if nothing is left.
 */
function withoutPictures(theme: DisplayTheme | undefined): DisplayTheme | undefined {
  if (theme === undefined) return undefined;
  const kept = Object.fromEntries(
    Object.entries(theme).filter(([, value]) => typeof value !== 'string' || !value.startsWith('data:')),
  );
  return Object.keys(kept).length === 0 ? undefined : kept;
}
