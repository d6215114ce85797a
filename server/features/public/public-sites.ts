import { pathOf } from '#lib/contract/path.ts';
import type { PublicSite } from '#lib/contract/public-site.ts';
import type { SiteCalendar } from '#server/engine/site-calendar.ts';
import type { SiteConfig } from '#server/platform/config/configuration.ts';
import type { Platform } from '#server/platform/platform.ts';
import { revisionOf } from '#server/platform/revision.ts';
import type { SiteCalendars } from '#server/site/site-calendars.ts';
import type { Sites } from '#server/site/sites.ts';
import type { Forecasts } from '../forecast/forecasts.ts';
import type { HistoryReader } from '../history/history-reader.ts';
import { type DayCourse, readDayCourse } from './day-course.ts';
import { type NowPage, nowPage, type PageWords } from './now-page.ts';
import { type PublicAnswer, PublicEvents } from './public-events.ts';
import { publicView, shareStep } from './public-view.ts';

export interface PublicSitesParts {
  readonly platform: Pick<Platform, 'clock' | 'configuration' | 'logger'>;
  readonly sites: Pick<Sites, 'state'>;
  readonly calendars: SiteCalendars;
  readonly history: HistoryReader;
  /** What is expected in a zone for the rest of the day. */
  readonly forecasts: Pick<Forecasts, 'today'>;
}

/** Time alone may close a site: no answer is cached for longer. */
const oldestMs = 1000;
const courseEveryMs = 5 * 60_000;

interface Kept {
  readonly site: SiteConfig;
  readonly calendar: SiteCalendar;
  answer?: PublicAnswer & { readonly madeMs: number };
  readonly pages: Map<string, { readonly page: NowPage; readonly of: string; readonly courses: Courses }>;
  courses: Courses;
  coursesMs: number;
  reading?: Promise<void>;
}

type Courses = ReadonlyMap<string, DayCourse>;

/**
 * The public answers of sites. They are cached until something changes, and made again for the next reader:
 * unknown sites, and thousands of requests per second, cost next to nothing.
 */
export class PublicSites {
  readonly events: PublicEvents;
  readonly #parts: PublicSitesParts;
  readonly #kept = new Map<string, Kept>();

  constructor(parts: PublicSitesParts) {
    this.#parts = parts;
    this.events = new PublicEvents({
      answer: (site) => this.answer(site),
      monotonic: () => parts.platform.clock.monotonic(),
    });
  }

  /** A zone of the site has another state, or a repetition. */
  changed(site: string): void {
    const kept = this.#kept.get(site);
    if (kept !== undefined) delete kept.answer;
    this.events.changed(site);
  }

  /** Undefined for a site that is not public, and for one that does not exist. */
  answer(id: string): PublicAnswer | undefined {
    const kept = this.#keptOf(id);
    return kept && this.#answerOf(kept);
  }

  /** The configuration of a public site; undefined as above. */
  site(id: string): SiteConfig | undefined {
    return this.#keptOf(id)?.site;
  }

  /** Languages of all public sites. */
  languages(): readonly string[] {
    const sites = this.#parts.platform.configuration.sites.filter((site) => site.public !== undefined);
    return [...new Set(sites.flatMap(({ languages }) => languages))];
  }

  /** The public page in a language; undefined as above. */
  async page(id: string, words: PageWords, languages: readonly string[]): Promise<NowPage | undefined> {
    const kept = this.#keptOf(id);
    if (kept === undefined) return undefined;
    await this.#readCourses(kept);
    const answer = this.#answerOf(kept);
    if (answer === undefined) return undefined;
    const before = kept.pages.get(words.lang);
    if (before?.of === answer.etag && before.courses === kept.courses) return before.page;
    const page = nowPage({
      view: answer.view,
      words,
      languages,
      hours: kept.site.hours,
      isRounded: kept.site.public?.number === 'rounded',
      isSimulated: kept.site.simulated,
      courses: kept.courses,
    });
    kept.pages.set(words.lang, { page, of: answer.etag, courses: kept.courses });
    return page;
  }

  #keptOf(id: string): Kept | undefined {
    const site = this.#parts.platform.configuration.site(id);
    if (site?.public === undefined) {
      this.#kept.delete(id);
      return undefined;
    }
    const known = this.#kept.get(id);
    if (known?.site === site) return known;
    const made: Kept = {
      site,
      calendar: this.#parts.calendars.of(site),
      pages: new Map(),
      courses: new Map(),
      coursesMs: Number.NEGATIVE_INFINITY,
    };
    this.#kept.set(id, made);
    return made;
  }

  #answerOf(kept: Kept): PublicAnswer | undefined {
    const { platform, sites } = this.#parts;
    const { clock } = platform;
    const nowMs = clock.monotonic();
    if (kept.answer !== undefined && nowMs - kept.answer.madeMs < oldestMs) return kept.answer;
    const { site, calendar } = kept;
    const states = site.zones.flatMap(({ id }) => sites.state(pathOf(site.id, id)) ?? []);
    const wallMs = clock.now();
    const openness = { open: calendar.isOpenAt(wallMs), opens: calendar.closingAt(wallMs).opens };
    const known = publicView(site, openness, states);
    if (known === undefined) return undefined;
    void this.#readCourses(kept);
    const view = withForecast(known, kept.courses, wallMs);
    const lasting = { ...view, zones: view.zones.map(({ asOf: _asOf, ...zone }) => zone) };
    kept.answer = {
      view,
      json: JSON.stringify(view),
      etag: `W/"${revisionOf(lasting)}"`,
      madeMs: nowMs,
    };
    return kept.answer;
  }

  /** Waits only for the first time: later reads run in the background. */
  async #readCourses(kept: Kept): Promise<void> {
    const { platform, history, forecasts } = this.#parts;
    const { clock, logger } = platform;
    const isFirst = kept.coursesMs === Number.NEGATIVE_INFINITY;
    if (kept.reading === undefined && clock.monotonic() - kept.coursesMs >= courseEveryMs) {
      const { site } = kept;
      const { number, forecast, zones: publicZones } = site.public ?? { number: 'hidden', forecast: false };
      const zones = site.zones.filter(({ id }) => publicZones?.includes(id) ?? true);
      kept.reading = Promise.all(
        zones.map(
          async (zone): Promise<[string, DayCourse]> => [
            zone.id,
            await readDayCourse(
              history,
              site,
              zone,
              clock.now(),
              shareStep(number),
              forecast ? await forecasts.today(pathOf(site.id, zone.id)) : [],
            ),
          ],
        ),
      )
        .then(
          (read) => {
            kept.courses = new Map(read);
          },
          (error: unknown) => logger.error({ error }, 'the curves of the public page cannot be read'),
        )
        .finally(() => {
          kept.coursesMs = clock.monotonic();
          delete kept.reading;
        });
    }
    if (isFirst) await kept.reading;
  }
}

/** With what is expected for the rest of the day, where that is public and known. */
function withForecast(view: PublicSite, courses: Courses, nowMs: number): PublicSite {
  const forecast = view.zones.flatMap(({ zone }) => {
    const rows = (courses.get(zone)?.forecast ?? []).filter(({ to }) => Date.parse(to) > nowMs);
    return rows.length === 0 ? [] : [{ zone, rows }];
  });
  return forecast.length === 0 ? view : { ...view, forecast };
}
