// biome-ignore-all lint: the function goes into the HTML as text and must run on any engine: plain ES5.
import type { PublicSite, PublicZone } from '../contract/public-site.ts';
import type { DrawnElement, Follow, FollowWindow } from './browser-window.ts';
import { follow } from './follow.ts';
import { type LiveWords, openText, type ZoneTexts, zoneTexts } from './zone-texts.ts';

export interface NowOptions {
  /** Of the site in the public API. */
  readonly address: string;
  /** How long after its request the light in the HTML may be shown. */
  readonly validForMs: number;
  readonly words: LiveWords;
}

/** The part of the window that the public page uses. */
export interface NowWindow extends FollowWindow {
  readonly document: FollowWindow['document'] & {
    readonly documentElement: DrawnElement;
    querySelectorAll(selector: string): ArrayLike<DrawnElement | undefined>;
    querySelector(selector: string): DrawnElement | null;
  };
  readonly performance: FollowWindow['performance'] & {
    getEntriesByType?(type: string): ArrayLike<{ readonly requestStart?: number } | undefined>;
  };
}

interface NowParts {
  readonly follow: Follow;
  zoneTexts(words: LiveWords, zone: PublicZone): ZoneTexts;
  openText(words: LiveWords, site: PublicSite): string;
}

/** `<script>` text that keeps the public page up to date. */
export function nowScript(options: NowOptions): string {
  const parts = `{follow:${follow},zoneTexts:${zoneTexts},openText:${openText}}`;
  // The end tag of a script inside a text would end the script.
  const values = JSON.stringify(options).replaceAll('<', String.raw`\u003c`);
  return `(${nowPage})(window,${parts},${values})`;
}

/** Draws new states into the sections of the zones, and covers their light when nothing new comes. */
export function nowPage(w: NowWindow, parts: NowParts, options: NowOptions): void {
  var document = w.document;
  var words = options.words;
  var entries = w.performance.getEntriesByType && w.performance.getEntriesByType('navigation');
  var navigation = entries && entries[0];
  var requested = (navigation && navigation.requestStart) || 0;

  function part(zone: string, name: string): DrawnElement | null {
    return document.querySelector('[data-zone="' + zone + '"] [data-part="' + name + '"]');
  }

  function write(zone: string, name: string, text: string) {
    var element = part(zone, name);
    // Written only if it changed, because screen readers read out every write.
    if (element && element.textContent !== text) element.textContent = text;
  }

  function draw(section: DrawnElement, zone: PublicZone | null) {
    var id = section.getAttribute('data-zone') || '';
    var texts = zone && parts.zoneTexts(words, zone);
    section.setAttribute('data-light', zone ? zone.light : 'unknown');
    write(id, 'word', texts ? texts.word : words.light.unknown);
    write(id, 'number', texts ? texts.number : '');
    write(id, 'wait', texts ? texts.wait : '');
    var bar = part(id, 'bar');
    if (bar) bar.setAttribute('width', String(texts ? texts.percent : 0));
  }

  function show(site: PublicSite | null) {
    var sections = document.querySelectorAll('[data-zone]');
    for (var at = 0; at < sections.length; at++) {
      var section = sections[at];
      if (!section) continue;
      var zone: PublicZone | null = null;
      for (var index = 0; site && index < site.zones.length; index++) {
        var each = site.zones[index];
        if (each && each.zone === section.getAttribute('data-zone')) zone = each;
      }
      draw(section, zone);
    }
    var open = document.querySelector('[data-part="open"]');
    if (site && open) open.textContent = parts.openText(words, site);
  }

  parts.follow(w, options.address, requested + options.validForMs, show);
  // From here on the script checks the age of the light; until then the style sheet does.
  document.documentElement.setAttribute('data-live', '');
}
