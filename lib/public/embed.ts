// biome-ignore-all lint: the function is served as text and must run on any engine: plain ES5.
import type { Light } from '../contract/light.ts';
import type { PublicSite } from '../contract/public-site.ts';
import type { DrawnElement, Follow, FollowWindow } from './browser-window.ts';
import { follow } from './follow.ts';

/** The texts of the lights by language, in this order. */
export type EmbedWords = Readonly<Record<string, readonly string[]>>;
export const embedLights = ['green', 'amber', 'red', 'unknown', 'closed'] as const satisfies readonly Light[];

export interface EmbedElement extends DrawnElement {
  readonly tagName: string;
  readonly parentNode: EmbedElement | null;
  readonly attachShadow?: (options: { readonly mode: 'open' }) => { appendChild(child: DrawnElement): void };
}

interface FollowedSite {
  /** The last state; null if it may be outdated. */
  site: PublicSite | null;
  readonly draw: (() => void)[];
}

/** The window of the web site that embeds the light. */
export interface EmbedWindow extends FollowWindow {
  readonly document: FollowWindow['document'] & {
    readonly readyState: string;
    readonly currentScript?: { readonly src: string } | null;
    querySelectorAll(selector: string): ArrayLike<EmbedElement | undefined>;
    createElement(tag: string): EmbedElement;
  };
  readonly navigator: { readonly language?: string };
  readonly Object: { create(prototype: unknown): unknown };
  readonly HTMLElement: { readonly prototype: unknown };
  readonly Reflect?: { construct(target: unknown, values: readonly unknown[], as: unknown): EmbedElement };
  readonly customElements?: { get(name: string): unknown; define(name: string, element: unknown): void };
}

/** The text of `embed.js`. */
export function embedScript(words: EmbedWords): string {
  const text = `(${embed})(window,${follow},${JSON.stringify(embedLights)},${JSON.stringify(words)});\n`;
  // No text in it spans lines: leading spaces are indentation.
  return text.replaceAll(/\n\s+/g, '\n');
}

/**
 * `<doorlight-now site="bern" zone="store">`: the light of a zone on any web site. It sets its styles one by
 * one, which every Content-Security-Policy allows; the page may change them by `::part()`. Without custom
 * elements it is a line of text.
 */
export function embed(w: EmbedWindow, follow: Follow, lights: readonly Light[], words: EmbedWords): void {
  var document = w.document;
  var tag = 'doorlight-now';
  var colours: Record<Light, string> = {
    green: '#2fb873',
    amber: '#ffc02e',
    red: '#98131f',
    unknown: 'transparent',
    closed: '#14181d',
  };
  var script = document.currentScript;
  var home = script ? script.src.replace(/\/public\/v1\/embed\.js.*$/, '') : '';
  var sites: Record<string, FollowedSite> = {};

  function languageOf(element: EmbedElement): string {
    for (var at: EmbedElement | null = element; at && at.getAttribute; at = at.parentNode) {
      var lang = at.getAttribute('lang');
      if (lang) return lang;
    }
    return w.navigator.language || '';
  }

  function wordOf(element: EmbedElement, light: Light): string {
    var lang = languageOf(element).toLowerCase();
    var spoken = words[lang] || words[lang.split('-')[0] || ''] || words['en'] || [];
    return spoken[lights.indexOf(light)] || light;
  }

  function part(name: string, css: string): EmbedElement {
    var made = document.createElement('span');
    made.setAttribute('part', name);
    made.style.cssText = css;
    return made;
  }

  function followed(id: string) {
    var known = sites[id];
    if (known) return known;
    var made: FollowedSite = { site: null, draw: [] };
    sites[id] = made;
    follow(w, home + '/public/v1/sites/' + id, -1, function (site) {
      made.site = site;
      made.draw.forEach(function (draw) {
        draw();
      });
    });
    return made;
  }

  function mount(element: EmbedElement) {
    if (element.getAttribute('data-light')) return;
    var root = element.attachShadow && element.attachShadow({ mode: 'open' });
    var dot = part(
      'dot',
      'display:inline-block;width:.8em;height:.8em;margin-inline-end:.4em;border:.1em solid;border-radius:50%;vertical-align:-.05em;box-sizing:border-box',
    );
    var text = root ? part('text', '') : element;
    if (root) {
      root.appendChild(dot);
      root.appendChild(text);
    }
    element.setAttribute('role', 'status');

    function draw() {
      var light: Light = 'unknown';
      var name = '';
      if (of.site) {
        of.site.zones.forEach(function (zone) {
          if (zone.zone !== element.getAttribute('zone')) return;
          light = zone.light;
          name = zone.name + ': ';
        });
      }
      var line = name + wordOf(element, light);
      if (element.getAttribute('data-light') === light && text.textContent === line) return;
      element.setAttribute('data-light', light);
      dot.style.setProperty('background', colours[light]);
      text.textContent = line;
    }

    var of = followed(element.getAttribute('site') || '');
    of.draw.push(draw);
    draw();
  }

  function mountAll() {
    var elements = document.querySelectorAll(tag);
    for (var at = 0; at < elements.length; at++) {
      var element = elements[at];
      if (element) mount(element);
    }
  }

  if (w.customElements && w.Reflect) {
    if (w.customElements.get(tag)) return;
    var reflect = w.Reflect;
    var DoorlightNow = function (): EmbedElement {
      return reflect.construct(w.HTMLElement, [], DoorlightNow);
    };
    DoorlightNow.prototype = w.Object.create(w.HTMLElement.prototype);
    DoorlightNow.prototype.connectedCallback = function (this: EmbedElement) {
      mount(this);
    };
    w.customElements.define(tag, DoorlightNow);
  } else if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', mountAll);
  else mountAll();
}
