import type { Browser, CDPSession, Page } from '@playwright/test';
import { greenShare } from '../support/green-share.ts';
import type { Moment } from './judgement.ts';

/** A light of which so much of the picture is green shows green. */
const greenAbove = 0.02;

/** A real display page, and what it showed from when on: `none` where there is no light on it. */
export class Screen {
  readonly page: Page;
  readonly shown: Moment<string>[] = [];
  #occupancy = '';

  private constructor(page: Page) {
    this.page = page;
  }

  /** @param url of the display */
  static async open(browser: Browser, url: string): Promise<Screen> {
    const context = await browser.newContext({
      viewport: { width: 480, height: 320 },
      serviceWorkers: 'allow',
    });
    const screen = new Screen(await context.newPage());
    await screen.page.exposeFunction('noteLight', (light: string, occupancy: string) =>
      screen.#note(light, occupancy),
    );
    // What compiles this gives functions their names by a helper that pages do not have.
    await screen.page.addInitScript('globalThis.__name ??= (it) => it;');
    await screen.page.addInitScript(watchLight);
    await screen.page.goto(url);
    return screen;
  }

  get light(): string {
    return this.shown.at(-1)?.value ?? 'none';
  }

  /** The number on the page; empty where it is not known. */
  get occupancy(): string {
    return this.#occupancy;
  }

  devtools(): Promise<CDPSession> {
    return this.page.context().newCDPSession(this.page);
  }

  /** Reads the page again: what it reported while it was frozen is not what was visible. */
  async readAgain(): Promise<void> {
    const light = await this.page.evaluate(() => {
      const displayRoot = document.querySelector<HTMLElement>('[data-light]');
      return { light: displayRoot?.dataset.light ?? 'none', occupancy: displayRoot?.dataset.occupancy ?? '' };
    });
    this.#note(light.light, light.occupancy);
  }

  /**
   * Judges by pictures until `stopped`, because a frozen page reports nothing: what covers it counts.
   *
   * @param onlooker another page, which decodes the pictures
   */
  async watchPictures(onlooker: Page, stopped: () => boolean): Promise<void> {
    const devtools = await this.devtools();
    while (!stopped()) {
      const { data } = await devtools.send('Page.captureScreenshot', { format: 'jpeg', quality: 60 });
      const light = (await greenShare(onlooker, data)) > greenAbove ? 'green' : 'unknown';
      if (this.light !== light) this.shown.push({ atMs: performance.now(), value: light });
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    await devtools.detach();
  }

  async close(): Promise<void> {
    await this.page.context().close();
  }

  #note(light: string, occupancy: string): void {
    this.#occupancy = occupancy;
    if (this.light !== light) this.shown.push({ atMs: performance.now(), value: light });
  }
}

/** Runs in the page: reports its light and its number whenever they change. */
function watchLight(): void {
  let last = '';
  const theme = () => {
    const displayRoot = document.querySelector<HTMLElement>('[data-light]');
    const light = displayRoot?.dataset.light ?? 'none';
    const occupancy = displayRoot?.dataset.occupancy ?? '';
    if (`${light} ${occupancy}` === last) return;
    last = `${light} ${occupancy}`;
    const note: unknown = Reflect.get(window, 'noteLight');
    if (typeof note === 'function') note(light, occupancy);
  };
  // Before the page has its body there is nothing to see, and the picture before it still stands.
  document.addEventListener('DOMContentLoaded', () => {
    theme();
    new MutationObserver(theme).observe(document, {
      subtree: true,
      childList: true,
      attributeFilter: ['data-light', 'data-occupancy'],
    });
  });
}
