import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** What the root element of a display says, and whether the veil covers it. */
export interface Seen {
  readonly light: string;
  readonly occupancy: string;
  /** The tone that covers the middle of the glass, as `rgb(…)`. */
  readonly tone: string;
  readonly text: string;
}

/** A screen that runs: one browser of an engine with a fresh profile, and its one page. */
export interface Screen {
  readonly version: string;
  /** Exceptions nobody caught in the page, and what it wrote to the console as an error. */
  readonly errors: readonly string[];
  open(url: string): Promise<void>;
  resize(size: Size): Promise<void>;
  /** The value of an expression in the page; undefined while the page is being exchanged. */
  evaluate(expression: string): Promise<unknown>;
  screenshot(file: string): Promise<void>;
  switchOff(): Promise<void>;
}

/** The light that is visible: the topmost scene that is not transparent. */
const theme = `(function () {
  var root = document.querySelector('[data-light]');
  if (!root) return null;
  var opacity = function (element) {
    for (var product = 1; element; element = element.parentElement) product *= getComputedStyle(element).opacity;
    return product;
  };
  var scenes = Array.prototype.slice.call(document.querySelectorAll('.scene')).filter(function (scene) {
    return opacity(scene) > 0.5;
  });
  var top = scenes[scenes.length - 1];
  return {
    light: root.getAttribute('data-light'),
    occupancy: root.getAttribute('data-occupancy'),
    tone: top ? getComputedStyle(top).backgroundColor : '',
    text: root.innerText,
  };
})()`;

/** What the screen shows. */
export async function readScreen(screen: Screen): Promise<Seen | undefined> {
  return ((await screen.evaluate(theme)) as Seen | null | undefined) ?? undefined;
}

/** @param base64 a picture as browsers hand it over */
export async function savePicture(file: string, base64: unknown): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, Buffer.from(String(base64), 'base64'));
}

export async function inTime<T>(promise: Promise<T>, ms: number, what: string): Promise<T> {
  const cancel = new AbortController();
  const late = sleep(ms, undefined, { signal: cancel.signal }).then(() => {
    throw new Error(`The browser took longer than ${ms / 1000} s ${what}.`);
  });
  late.catch(() => undefined);
  try {
    return await Promise.race([promise, late]);
  } finally {
    cancel.abort();
  }
}
