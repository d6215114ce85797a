import { type Path, pathOf } from '#lib/contract/path.ts';
import type { Clock, Now } from '../clock.ts';
import type { SiteConfig } from '../platform/config/configuration.ts';
import { type Replaced, replaceInOrder } from '../platform/config/configuration-switch.ts';
import type { Pipeline } from './pipeline.ts';
import type { SavedZone } from './saved-zone.ts';
import type { SiteCalendars } from './site-calendars.ts';
import { SiteResets } from './site-resets.ts';
import { SiteSensors, type SiteSensorsParts } from './site-sensors.ts';
import { Zone } from './zone.ts';
import type { ZoneControl } from './zone-control.ts';
import type { HandedOverZone } from './zone-handover.ts';

export type SavedZones = ReadonlyMap<Path, SavedZone>;

/** What a site from another sidecar begins with. */
export interface Heritage {
  /** By the zone's id. */
  readonly zones: Readonly<Record<string, HandedOverZone>>;
  /** For how long they have been under way, milliseconds. */
  readonly agoMs: number;
  /** The first number of its messages. */
  readonly firstSeq: number;
}

/** What a feature keeps of each site that runs here: its calendar, its gaps, its displays. */
export interface SiteFeature {
  /** Loads what it needs before sites begin to run here. @param sites default: all */
  load?(sites: readonly string[] | undefined): Promise<void>;
  /** The site continues on another sidecar: what is known of it here will be outdated. Called after `remove`. */
  release?(site: SiteConfig): void;
  /**
   * A site begins to run, or has changed: takes it over at once.
   *
   * @param saved zones as they were saved, where the site begins with them
   * @returns puts back what was there before; it can neither wait nor fail
   * @throws having changed nothing
   */
  set(site: SiteConfig, saved?: SavedZones): () => void;
  /** The site runs here no longer. */
  remove(site: SiteConfig): () => void;
}

export interface SiteRunnerParts {
  readonly pipeline: Pipeline;
  readonly control: ZoneControl;
  readonly sensors: SiteSensorsParts;
  readonly clock: Clock;
  readonly calendars: Pick<SiteCalendars, 'of'>;
  readonly features: readonly SiteFeature[];
  /** A reset that was due could not be carried out. */
  onResetError(error: unknown, site: string, zone: string): void;
}

/**
 * All that one site needs to run: its sensors, its zones in the pipeline, its resets, and what the features keep of it.
 * It begins, changes and ends alone.
 */
export class SiteRunner {
  readonly sensors: SiteSensors;
  readonly #parts: SiteRunnerParts;
  readonly #resets: SiteResets;
  #site: SiteConfig;

  /** Builds it; nothing runs yet. @throws when a sensor cannot be built */
  constructor(parts: SiteRunnerParts, site: SiteConfig) {
    this.#parts = parts;
    this.#site = site;
    this.sensors = new SiteSensors(parts.sensors, site);
    this.#resets = new SiteResets({
      ...parts,
      calendar: (each) => parts.calendars.of(each),
      onError: parts.onResetError,
    });
  }

  get site(): SiteConfig {
    return this.#site;
  }

  /** Begins at once, with the people who were saved; its sensors are asked once all is taken over. */
  start(saved: SavedZones = new Map(), heritage?: Heritage): Replaced {
    const { pipeline, features } = this.#parts;
    const site = this.#site;
    return replaceInOrder([
      ...features.map((feature) => () => ({ undo: feature.set(site, saved) })),
      () => pipeline.replace(site.id, this.#zonesOf(site, saved, heritage)),
      () => ({
        undo: () => undefined,
        finish: () => {
          this.sensors.start();
          this.#resets.start(site, saved);
        },
      }),
    ]);
  }

  /** Takes over a change of the site at once: people, lights and sensors that stay are kept. */
  replace(site: SiteConfig): Replaced {
    const { pipeline, features } = this.#parts;
    const before = this.#site;
    return replaceInOrder([
      ...features.map((feature) => () => ({ undo: feature.set(site) })),
      () => pipeline.replace(site.id, this.#zonesOf(site, pipeline.zonesOf(site.id))),
      () => this.sensors.replace(site),
      () => {
        this.#site = site;
        this.#resets.start(site);
        return {
          undo: () => {
            this.#site = before;
            this.#resets.start(before);
          },
        };
      },
    ]);
  }

  /** The site was removed from the configuration: what the disk has not yet of it is saved all the same. */
  remove(): Replaced {
    const { pipeline, features } = this.#parts;
    const site = this.#site;
    return replaceInOrder([
      ...features.map((feature) => () => ({ undo: feature.remove(site) })),
      () => pipeline.replace(site.id, []),
      () => ({ undo: () => undefined, finish: () => void this.stop() }),
    ]);
  }

  /** Ends its sensors and resets. What is counted by then is saved by the pipeline. */
  async stop(): Promise<void> {
    this.#resets.stop();
    await this.sensors.stop();
  }

  /**
   * Ends, to continue on another sidecar: its sensors first, then what they counted is saved.
   *
   * @returns what the next home has to know, by the zone's id
   * @throws {NotSavedError} when it cannot be saved: its zones stay, without sensors
   */
  async close(): Promise<Record<string, HandedOverZone>> {
    await this.stop();
    const handedOver = await this.#parts.pipeline.close(this.#site.id);
    this.#release();
    return handedOver;
  }

  /** Another sidecar runs the site already: nothing of it is saved or shown here any more. */
  async abandon(): Promise<void> {
    this.#parts.pipeline.takeOut(this.#site.id);
    this.#release();
    await this.stop();
  }

  #release(): void {
    for (const feature of this.#parts.features) {
      feature.remove(this.#site);
      feature.release?.(this.#site);
    }
  }

  #zonesOf(site: SiteConfig, known: ReadonlyMap<Path, SavedZone | Zone>, heritage?: Heritage): Zone[] {
    const { clock, calendars } = this.#parts;
    const now = { wallMs: clock.now(), monotonicMs: clock.monotonic() };
    return zonesOf(site, known, calendars.of(site), now, heritage);
  }
}

/**
 * The zones of a site.
 *
 * @param known what they go on from: what was saved, or the zones before the site changed. The people who were inside
 *   are inside.
 */
export function zonesOf(
  site: SiteConfig,
  known: ReadonlyMap<Path, SavedZone | Zone>,
  calendar: ReturnType<SiteCalendars['of']>,
  now: Now,
  heritage?: Heritage,
): Zone[] {
  return site.zones.map((config) => {
    const { firstSeq = 0, zones, agoMs = 0 } = heritage ?? {};
    const setting = { config, calendar, simulated: site.simulated, firstSeq, handedOver: zones?.[config.id] };
    // What was handed over is as old as it is, however long it was under way.
    const then = { wallMs: now.wallMs - agoMs, monotonicMs: now.monotonicMs - agoMs };
    return new Zone({ ...setting, then }, known.get(pathOf(site.id, config.id)), now);
  });
}
