import { expect, test, vi } from 'vitest';
import { rememberTaps, repeatTaps } from './early-taps.ts';

class Button extends EventTarget {
  disabled = false;
  isConnected = true;
  isWaiting = false;
  readonly click = vi.fn();
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
  const [reset, gone, off] = [new Button(), new Button(), new Button()];
  off.disabled = true;
  expect(tap(reset).defaultPrevented).toBe(true);
  tap(reset);
  tap(gone);
  expect(tap(off).defaultPrevented).toBe(false);
  expect([reset.isWaiting, off.isWaiting]).toEqual([true, false]);
  gone.isConnected = false;
  repeatTaps(page);
  expect([reset, gone, off].map(({ click }) => click.mock.calls.length)).toEqual([1, 0, 0]);
  expect(reset.isWaiting).toBe(false);
  // From now on the page answers itself.
  expect(tap(reset).defaultPrevented).toBe(false);
  vi.unstubAllGlobals();
});
