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
