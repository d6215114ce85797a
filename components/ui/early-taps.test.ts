import { expect, test, vi } from 'vitest';
import { rememberTaps, repeatTaps } from './early-taps.ts';

class Button extends EventTarget {
  disabled = false;
  isConnected = true;
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

test('what is tapped before the scripts are there shows that it waits, and is done once they are', () => {
  vi.stubGlobal('Element', Button);
  const page = { document: new EventTarget() } as unknown as Window;
  rememberTaps(page);
  const tap = (button: Button) => {
    const event = new Event('click', { cancelable: true });
    Object.defineProperty(event, 'target', { value: button });
    page.document.dispatchEvent(event);
    return event;
  };
  const [reset, gone, off, plus] = [new Button(), new Button(), new Button(), new Button(true)];
  off.disabled = true;
  expect(tap(reset).defaultPrevented).toBe(true);
  tap(reset);
  tap(gone);
  for (let times = 0; times < 3; times++) tap(plus);
  expect(tap(off).defaultPrevented).toBe(false);
  expect([reset.isWaiting, off.isWaiting]).toEqual([true, false]);
  gone.isConnected = false;
  repeatTaps(page);
  expect([reset, gone, off, plus].map(({ click }) => click.mock.calls.length)).toEqual([1, 0, 0, 3]);
  expect(reset.isWaiting).toBe(false);
  // From now on the page answers itself.
  expect(tap(reset).defaultPrevented).toBe(false);
  vi.unstubAllGlobals();
});

/** As browsers have them: the value is an accessor of the prototype; here it keeps what was set. */
class Field extends EventTarget {
  isConnected = true;
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
}

test('what is entered before the scripts are there is entered again once they are, whatever they have put back', () => {
  vi.stubGlobal('Element', Field);
  const page = { document: new EventTarget() } as unknown as Window;
  rememberTaps(page);
  const enter = (field: Field) => {
    const event = new Event('input');
    Object.defineProperty(event, 'target', { value: field });
    page.document.dispatchEvent(event);
  };
  const choice = new Field('select-one');
  const box = new Field('checkbox');
  const file = new Field('file');
  const untouched = new Field('text');
  for (const value of ['de', 'fr']) {
    choice.value = value;
    enter(choice);
  }
  box.checked = true;
  enter(box);
  enter(file);
  // The page begins with what the server knew.
  choice.value = 'en';
  box.checked = false;
  choice.set.length = 0;
  // Becoming live by the first event, it is put back.
  choice.addEventListener('input', () => {
    choice.value = 'de';
  });
  repeatTaps(page);
  expect(choice.set).toEqual(['fr ', 'fr', 'de', 'fr']);
  expect(choice.heard).toEqual(['input', 'change']);
  expect([box.checked, box.click.mock.calls.length]).toEqual([true, 1]);
  expect([...file.heard, ...untouched.heard]).toEqual([]);
  vi.unstubAllGlobals();
});
