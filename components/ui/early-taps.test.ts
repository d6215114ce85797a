import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { keepEarlyTaps } from './early-taps.ts';

/** As far as a page is asked: events pass it first, then its document, where React listens, then the element. */
let page: Window;
/** Of what React has in hand and cannot answer yet. */
let unanswered: unknown[];

beforeEach(() => {
  vi.useFakeTimers();
  page = Object.assign(new EventTarget(), { document: new EventTarget() }) as Window;
  unanswered = [];
  const react = (event: Event) => {
    if (unanswered.includes(event.target)) event.stopPropagation();
  };
  for (const kind of ['click', 'input']) page.document.addEventListener(kind, react);
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

class Part extends EventTarget {
  isConnected = true;

  comesAlive(): void {
    Object.assign(this, { __reactProps$1: {} });
  }

  /** @returns whether the page let it through */
  receive(kind: string): boolean {
    const event = new Event(kind, { cancelable: true });
    Object.defineProperty(event, 'target', { value: this });
    page.dispatchEvent(event);
    if (!event.defaultPrevented) page.document.dispatchEvent(event);
    return !event.defaultPrevented;
  }
}

class Button extends Part {
  disabled = false;
  isWaiting = false;
  readonly click = vi.fn();
  readonly hasAttribute: () => boolean;

  constructor(isRepeating = false) {
    super();
    this.hasAttribute = () => isRepeating;
  }

  closest = () => this;
  setAttribute = () => {
    this.isWaiting = true;
  };
  removeAttribute = () => {
    this.isWaiting = false;
  };
}

/** As browsers have them: the value is an accessor of the prototype; here it keeps what was set. */
class Field extends Part {
  checked = false;
  readonly click = vi.fn(() => {
    this.checked = !this.checked;
  });
  readonly set: string[] = [];
  readonly heard: string[] = [];
  #value = '';

  constructor(readonly type: string) {
    super();
    for (const kind of ['input', 'change']) this.addEventListener(kind, () => this.heard.push(kind));
  }
  get value() {
    return this.#value;
  }
  set value(value: string) {
    this.#value = value;
    this.set.push(value);
  }
  closest = (selector: string) => (selector === 'button' ? null : this);

  enter(value: string): void {
    this.value = value;
    this.set.length = 0;
    this.receive('input');
  }
}

test('what is tapped before its part of the page answers shows that it waits, and is done once it does', () => {
  vi.stubGlobal('Element', Part);
  keepEarlyTaps(page);
  const [reset, late, gone, off, plus] = [
    new Button(),
    new Button(),
    new Button(),
    new Button(),
    new Button(true),
  ];
  const clicks = () => [reset, late, gone, off, plus].map(({ click }) => click.mock.calls.length);
  off.disabled = true;
  expect(reset.receive('click')).toBe(false);
  reset.receive('click');
  gone.receive('click');
  late.receive('click');
  for (let times = 0; times < 3; times++) plus.receive('click');
  expect(off.receive('click')).toBe(true);
  expect([reset.isWaiting, off.isWaiting]).toEqual([true, false]);
  vi.advanceTimersByTime(1000);
  expect(clicks()).toEqual([0, 0, 0, 0, 0]);
  gone.isConnected = false;
  for (const button of [reset, plus]) button.comesAlive();
  vi.advanceTimersByTime(100);
  expect(clicks()).toEqual([1, 0, 0, 0, 3]);
  expect([reset.isWaiting, late.isWaiting]).toEqual([false, true]);
  // Another part of the page comes alive later.
  late.comesAlive();
  vi.advanceTimersByTime(100);
  expect(clicks()).toEqual([1, 1, 0, 0, 3]);
  // From now on the page answers itself.
  expect(reset.receive('click')).toBe(true);
  vi.advanceTimersByTime(1000);
  expect(clicks()).toEqual([1, 1, 0, 0, 3]);
  expect(vi.getTimerCount()).toBe(0);
});

test('what React stops because it waits itself for a part of the page is tapped and entered again', () => {
  vi.stubGlobal('Element', Part);
  keepEarlyTaps(page);
  const [reset, early, choice] = [new Button(), new Button(), new Field('select-one')];
  for (const button of [reset, early]) button.click.mockImplementation(() => button.receive('click'));
  choice.addEventListener('input', () => choice.receive('input'));
  const clicks = () => [reset, early].map(({ click }) => click.mock.calls.length);
  early.receive('click');
  for (const part of [reset, early, choice]) part.comesAlive();
  unanswered = [reset, early, choice];
  expect(reset.receive('click')).toBe(false);
  choice.enter('de');
  vi.advanceTimersByTime(200);
  expect([reset.isWaiting, early.isWaiting]).toEqual([true, true]);
  // A form is sent with what was entered: that is tried first.
  expect(clicks()).toEqual([0, 0]);
  expect(choice.heard.length).toBeGreaterThan(1);
  unanswered = [reset, early];
  vi.advanceTimersByTime(200);
  expect(clicks()[0]).toBeGreaterThan(0);
  expect([reset.isWaiting, early.isWaiting]).toEqual([true, true]);

  unanswered = [];
  const before = [...clicks(), choice.heard.length];
  vi.advanceTimersByTime(1000);
  expect([...clicks(), choice.heard.length]).toEqual(
    before.map((count, place) => count + (place < 2 ? 1 : 0)),
  );
  expect([reset.isWaiting, early.isWaiting]).toEqual([false, false]);
  expect(vi.getTimerCount()).toBe(0);
});

test('what is entered before its part of the page answers is entered again once it does, whatever that has put back', () => {
  vi.stubGlobal('Element', Part);
  keepEarlyTaps(page);
  const [choice, box, file] = [new Field('select-one'), new Field('checkbox'), new Field('file')];
  choice.enter('de');
  choice.enter('fr');
  box.checked = true;
  box.receive('input');
  file.enter('x');
  for (const field of [choice, box, file]) field.comesAlive();
  // It begins with what the server knew, and what hears of the first event puts that in again.
  box.checked = false;
  choice.addEventListener('input', () => {
    choice.value = 'de';
  });
  vi.advanceTimersByTime(100);
  expect(choice.set).toEqual(['fr ', 'fr', 'de', 'fr']);
  expect(choice.heard).toEqual(['input', 'change']);
  expect([box.checked, box.click.mock.calls.length]).toEqual([true, 1]);
  expect(file.heard).toEqual([]);
  // It is live: nobody enters anything for people.
  choice.enter('it');
  vi.advanceTimersByTime(100);
  expect(choice.set).toEqual([]);
});

test('a form is sent with what was entered, also in the very moment in which it comes alive', () => {
  vi.stubGlobal('Element', Part);
  keepEarlyTaps(page);
  const [name, save] = [new Field('text'), new Button()];
  const saved: string[] = [];
  save.click.mockImplementation(() => saved.push(name.heard.join()));
  name.enter('Café');
  save.receive('click');
  // The button answers before the field does.
  save.comesAlive();
  vi.advanceTimersByTime(1000);
  expect(saved).toEqual([]);
  name.comesAlive();
  vi.advanceTimersByTime(100);
  expect(saved).toEqual(['input,change']);

  // The event makes the field live, which hears nothing of it; a tap on the button comes next.
  const [other, send] = [new Field('text'), new Button()];
  other.enter('Süd');
  for (const part of [other, send]) part.comesAlive();
  expect(send.receive('click')).toBe(true);
  expect(other.heard).toEqual(['input', 'change']);
});
