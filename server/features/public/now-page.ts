import { createHash } from 'node:crypto';
import { escape as escaped } from 'es-toolkit';
import { under } from '#lib/base-path.ts';
import type { PublicSite, PublicZone } from '#lib/contract/public-site.ts';
import { type DoorWords, type NowWords, weekdaysIn } from '#lib/i18n/door.ts';
import { nowScript } from '#lib/public/now-script.ts';
import { type LiveWords, openText, zoneTexts } from '#lib/public/zone-texts.ts';
import type { OpeningHours } from '#server/engine/opening-hours.ts';
import { validForMs } from '#server/site/zone-state.ts';
import { courseCard } from './course-card.ts';
import type { DayCourse } from './day-course.ts';
import { hoursInWords } from './hours-in-words.ts';
import { nowStyle } from './now-style.ts';

/** Texts of the public page in one language. */
export type PageWords = DoorWords & { readonly now: NowWords };

export interface NowPageOptions {
  readonly view: PublicSite;
  readonly words: PageWords;
  /** BCP 47 tags of the offered languages. */
  readonly languages: readonly string[];
  readonly hours: OpeningHours | undefined;
  readonly isRounded: boolean;
  readonly isSimulated: boolean;
  /** By zone id. */
  readonly courses: ReadonlyMap<string, DayCourse>;
}

/** A whole page, and the policy that allows its own style sheet and script. */
export interface NowPage {
  readonly html: string;
  readonly policy: string;
}

/** Shorter than a light's validity: without scripts the next page comes before this one turns unknown. */
const refreshS = 4;

/**
 * The public page of a site. It works without scripts: it reloads itself, and if that fails its style sheet
 * covers the light. With scripts it follows the site's events.
 */
export function nowPage(options: NowPageOptions): NowPage {
  const { view, words, languages, hours, isSimulated, courses } = options;
  const { now, lang, dir } = words;
  const live = liveWords(options);
  const site = escaped(view.name);
  const script = nowScript({
    address: under(`/public/v1/sites/${view.site}`),
    validForMs,
    words: live,
  });
  const zones = view.zones.map((zone) => zoneSection(zone, live)).join('\n');
  const cards = view.zones.map((zone) =>
    courseCard(courses.get(zone.zone), {
      words: now,
      hours,
      title: view.zones.length === 1 ? now.today : `${zone.name} · ${now.today}`,
    }),
  );
  const html = `<!doctype html>
<html lang="${lang}" dir="${dir}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<title>${site}: ${escaped(now.title)}</title>
<meta name="description" content="${escaped(now.title)}">
<meta name="theme-color" media="(prefers-color-scheme: light)" content="#fafaf9">
<meta name="theme-color" media="(prefers-color-scheme: dark)" content="#111113">
<link rel="manifest" href="${under(`/now/${view.site}/manifest.webmanifest`)}?lang=${lang}">
<link rel="icon" href="${under('/icons/console-any-192.png')}">
<link rel="apple-touch-icon" href="${under('/icons/console-maskable-192.png')}">
<noscript><meta http-equiv="refresh" content="${refreshS}"></noscript>
<style>${nowStyle}</style>
</head>
<body>
<header>
<h1>${site}</h1>
<p data-part="open">${escaped(openText(live, view))}</p>
${isSimulated ? `<p>${escaped(words.simulated)}</p>\n` : ''}</header>
<main data-site="${view.site}">
${zones}
${cards.join('')}${hours === undefined ? '' : hoursCard(hours, words)}</main>
${languages.length > 1 ? languageLinks(languages, lang) : ''}<script>${script}</script>
</body>
</html>
`;
  return { html, policy: policyOf(script) };
}

function liveWords({ words, isRounded }: NowPageOptions): LiveWords {
  const { now, light, people, wait, opens, lang } = words;
  return {
    light: { ...light, unknown: now.unknown },
    people: isRounded ? now.about : people,
    share: now.share,
    wait,
    opens,
    open: now.open,
    days: weekdaysIn(lang),
  };
}

function zoneSection(zone: PublicZone, live: LiveWords): string {
  const { word, number, wait, percent } = zoneTexts(live, zone);
  const name = `<h2>${escaped(zone.name)}</h2>`;
  return `<section class="zone" data-zone="${zone.zone}" data-light="${zone.light}">
<div class="face">${name}
<p class="word" data-part="word" role="status">${escaped(word)}</p>
<p class="number" data-part="number">${escaped(number)}</p>
<p class="wait" data-part="wait">${escaped(wait)}</p></div>
<svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><rect class="all" width="100" height="10"/><rect class="now" data-part="bar" width="${percent}" height="10"/></svg>
${lamps}
<div class="late">${name}<p class="word">${escaped(live.light.unknown)}</p>${lamps}</div>
</section>`;
}

const lamps =
  '<svg class="lamps" viewBox="0 0 22 54" aria-hidden="true"><rect width="22" height="54" rx="11"/>' +
  '<circle class="r" cx="11" cy="12" r="6"/><circle class="a" cx="11" cy="27" r="6"/>' +
  '<circle class="g" cx="11" cy="42" r="6"/></svg>';

function hoursCard(hours: OpeningHours, { now, light, lang }: PageWords): string {
  const lines = hoursInWords(hours, weekdaysIn(lang, 'short')).map(
    ({ days, times }) => `<dt>${escaped(days)}</dt><dd>${escaped(times === '' ? light.closed : times)}</dd>`,
  );
  return `<section class="card"><h2>${escaped(now.hours)}</h2>\n<dl>${lines.join('')}</dl></section>\n`;
}

function languageLinks(languages: readonly string[], current: string): string {
  const links = languages.map((tag) => {
    const name = new Intl.DisplayNames(tag, { type: 'language' }).of(tag) ?? tag;
    const here = tag === current ? ' aria-current="true"' : '';
    return `<a href="?lang=${tag}" lang="${tag}" hreflang="${tag}"${here}>${escaped(name)}</a>`;
  });
  return `<footer><nav>${links.join('')}</nav></footer>\n`;
}

/** Everything is in the page or on our server; any site may frame it. */
function policyOf(script: string): string {
  return [
    "default-src 'none'",
    `script-src ${hashOf(script)}`,
    `style-src ${styleHash}`,
    "img-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

const styleHash = hashOf(nowStyle);

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

/** The page for an unknown address, or a site that is not public. */
export function noSuchPage({ now, lang, dir }: PageWords): NowPage {
  const html = `<!doctype html>
<html lang="${lang}" dir="${dir}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escaped(now.noSuchPage)}</title><style>${nowStyle}</style></head>
<body><main><h1>${escaped(now.noSuchPage)}</h1></main></body>
</html>
`;
  return { html, policy: `default-src 'none'; style-src ${styleHash}` };
}
