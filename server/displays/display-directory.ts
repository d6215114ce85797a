import { createHash, timingSafeEqual } from 'node:crypto';
import type { DisplayStatus } from '#lib/contract/display.ts';
import type { DisplayReport, DisplayScreen } from '#lib/contract/display-report.ts';
import { type Path, pathOf } from '#lib/contract/ids.ts';
import type { DisplayConfig, SiteConfig } from '../config/configuration.ts';
import { lowContrastOf } from '../config/display-look.ts';
import type { DisplayEntry } from '../live/live-server.ts';
import { screenOf } from './screen-of.ts';

interface Entry {
  readonly config: DisplayConfig;
  readonly entry: DisplayEntry;
  connections: number;
  seenAt: string | undefined;
  screen: DisplayScreen | undefined;
}

/** All displays, who may look at them, and which are connected. */
export class DisplayDirectory {
  #byPath: ReadonlyMap<string, Entry> = new Map();
  readonly #toGreet = new Set<string>();

  readonly #version: string;

  /** @param version of Doorlight: pages of another one are told to load anew */
  constructor(sites: readonly SiteConfig[], version = '') {
    this.#version = version;
    this.replace(sites);
  }

  /** Takes over a changed configuration; what is known of screens that stay is kept. */
  replace(sites: readonly SiteConfig[]): void {
    const before = this.#byPath;
    this.#byPath = new Map(
      sites.flatMap((site) =>
        site.displays.map((config): [string, Entry] => {
          const path = pathOf(site.id, config.id);
          const { connections = 0, seenAt, screen } = before.get(path) ?? {};
          return [path, { config, entry: entryOf(site, config, this.#version), connections, seenAt, screen }];
        }),
      ),
    );
  }

  /** The display at a path, if it exists and the key fits. */
  find(path: string, key: string | undefined): DisplayEntry | 'unknown' | 'wrong-key' {
    const found = this.#byPath.get(path);
    if (found === undefined) return 'unknown';
    const wanted = found.config.key;
    return wanted === undefined || isSame(wanted, key ?? '') ? found.entry : 'wrong-key';
  }

  has(path: Path): boolean {
    return this.#byPath.has(path);
  }

  /** Notes that a screen came or went. */
  seen(path: Path, connections: number, at: string): void {
    const found = this.#byPath.get(path);
    if (found === undefined) return;
    found.connections = connections;
    found.seenAt = at;
  }

  /**
   * Notes what a screen says of itself.
   *
   * @param nowMs epoch milliseconds
   */
  report(path: Path, report: DisplayReport, nowMs: number): void {
    const found = this.#byPath.get(path);
    if (found === undefined) return;
    found.screen = screenOf(report, found.screen, found.entry.settings.revision, nowMs);
  }

  /** Notes that a screen is on its way to become this display. */
  greet(path: Path): void {
    this.#toGreet.add(path);
  }

  /** Whether the screen that came is the one that was just paired; true once. */
  takeGreeting(path: Path): boolean {
    return this.#toGreet.delete(path);
  }

  statuses(): DisplayStatus[] {
    return [...this.#byPath.values()].map(({ config, connections, seenAt, screen }) => ({
      site: config.site,
      display: config.id,
      zone: config.zone,
      connections,
      keyed: config.key !== undefined,
      ...(seenAt === undefined ? {} : { seenAt }),
      ...(screen === undefined ? {} : { screen }),
      ...(config.name === undefined ? {} : { name: config.name }),
      ...(config.layout === undefined ? {} : { layout: config.layout }),
      ...(lowContrastOf(config.look).length === 0 ? {} : { lowContrast: lowContrastOf(config.look) }),
    }));
  }
}

function entryOf(site: SiteConfig, config: DisplayConfig, version: string): DisplayEntry {
  const { zone, layout, zones, look } = config;
  const made = createHash('sha256').update(JSON.stringify([site.languages, layout, zones, look]));
  return {
    path: pathOf(site.id, config.id),
    zone: pathOf(site.id, zone),
    others: (zones ?? []).filter((each) => each !== zone).map((each) => pathOf(site.id, each)),
    settings: {
      site: site.id,
      display: config.id,
      zone,
      siteName: site.name,
      languages: [...site.languages],
      showNumber: config.showNumber,
      simulated: site.simulated,
      ...(layout !== undefined && { layout }),
      ...(zones !== undefined && { zones: [...zones] }),
      revision: `${version}:${made.digest('base64url').slice(0, 12)}`,
    },
    ...(look !== undefined && { look }),
  };
}

/** Compares in constant time, so that a key cannot be guessed by how long the answer takes. */
function isSame(wanted: string, given: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(wanted), digest(given));
}
