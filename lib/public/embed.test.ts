import { describe, expect, it } from 'vitest';
import type { PublicSite } from '../contract/public-site.ts';
import { type EmbedElement, type EmbedWindow, embed } from './embed.ts';
import { follow } from './follow.ts';
import { TestWindow } from './test-window.ts';

const words = { en: ['Come in', 'Nearly full', 'Please wait', 'Not known', 'Closed'], de: ['Eintreten'] };
const lights = ['green', 'amber', 'red', 'unknown', 'closed'] as const;
const site: PublicSite = {
  site: 'bern',
  name: 'Bern',
  open: true,
  zones: [
    {
      zone: 'store',
      name: 'Store',
      light: 'green',
      utilization: 0.5,
      asOf: '2026-11-21T09:00:00.000Z',
      validForMs: 4500,
    },
  ],
};

class TestElement implements EmbedElement {
  readonly tagName = 'DOORLIGHT-NOW';
  readonly parentNode = null;
  textContent: string | null = 'How full is it?';
  readonly style = { cssText: '', setProperty: () => undefined };
  readonly #attributes: Map<string, string>;

  constructor(attributes: Readonly<Record<string, string>>) {
    this.#attributes = new Map(Object.entries(attributes));
  }

  getAttribute(name: string): string | null {
    return this.#attributes.get(name) ?? null;
  }

  setAttribute(name: string, value: string): void {
    this.#attributes.set(name, value);
  }

  removeAttribute(name: string): void {
    this.#attributes.delete(name);
  }
}

/** An engine without custom elements and shadow trees, with some elements on its page. */
function oldBrowser(...elements: readonly TestElement[]) {
  const played = new TestWindow({ hasStreams: false });
  const { window } = played;
  const old: EmbedWindow = {
    ...window,
    document: {
      visibilityState: 'visible',
      addEventListener: window.document.addEventListener,
      readyState: 'complete',
      currentScript: { src: 'https://doorlight.example/base/public/v1/embed.js?v=1' },
      querySelectorAll: () => elements,
      createElement: () => new TestElement({}),
    },
    navigator: { language: 'fr-CH' },
    Object,
    HTMLElement: { prototype: {} },
  };
  return { played, start: () => embed(old, follow, lights, words) };
}

describe('the embedded light in a browser without custom elements', () => {
  it('is a line of text, in the language of the element, else in English', () => {
    const english = new TestElement({ site: 'bern', zone: 'store' });
    const german = new TestElement({ site: 'bern', zone: 'store', lang: 'de-CH' });
    const { played, start } = oldBrowser(english, german);
    start();
    expect(english.textContent).toBe('Not known');
    expect(played.requests).toHaveLength(1);
    expect(played.request?.url).toBe('https://doorlight.example/base/public/v1/sites/bern');
    played.request?.answer(site);
    expect(english.textContent).toBe('Store: Come in');
    expect(german.textContent).toBe('Store: Eintreten');
    expect(german.getAttribute('data-light')).toBe('green');
    played.pass(4750);
    expect([english.textContent, english.getAttribute('data-light')]).toEqual(['Not known', 'unknown']);
  });

  it('is unknown for a zone that is not public', () => {
    const element = new TestElement({ site: 'bern', zone: 'office' });
    const { played, start } = oldBrowser(element);
    start();
    played.request?.answer(site);
    expect(element.getAttribute('data-light')).toBe('unknown');
  });
});
