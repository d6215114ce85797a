// biome-ignore-all lint: the functions are served as text and must run on any engine: plain ES5.
import type { Light } from '../contract/light.ts';
import type { PublicSite, PublicZone } from '../contract/public-site.ts';

/** The texts of the public page that change with the light. */
export interface LiveWords {
  readonly light: Readonly<Record<Light, string>>;
  /** With `{occupancy}` and `{capacity}`. */
  readonly people: string;
  /** With `{percent}`. */
  readonly share: string;
  /** With `{wait}`. */
  readonly wait: string;
  /** With `{when}`. */
  readonly opens: string;
  readonly open: string;
  readonly days: readonly string[];
}

export interface ZoneTexts {
  readonly word: string;
  readonly number: string;
  readonly wait: string;
  /** Of the bar, 0 to 100. */
  readonly percent: number;
}

/** The public page's texts about a zone. */
export function zoneTexts(words: LiveWords, zone: PublicZone): ZoneTexts {
  var share = zone.utilization;
  var percent = share === null ? 0 : Math.round(share * 100);
  var number = '';
  if (share !== null && zone.occupancy !== undefined) {
    number = words.people
      .replace('{occupancy}', String(zone.occupancy))
      .replace('{capacity}', String(zone.capacity));
  } else if (share !== null) number = words.share.replace('{percent}', String(percent));
  return {
    word: words.light[zone.light],
    number: number,
    wait: zone.waitMinutes ? words.wait.replace('{wait}', String(zone.waitMinutes)) : '',
    percent: Math.min(100, percent),
  };
}

/** Whether the site is open, or when it opens. */
export function openText(words: LiveWords, site: PublicSite): string {
  if (site.open) return words.open;
  if (!site.opens) return words.light.closed;
  var weekday = site.opens.weekday;
  var day = weekday === undefined ? '' : words.days[weekday - 1] + ' ';
  return words.light.closed + '. ' + words.opens.replace('{when}', day + site.opens.time);
}
