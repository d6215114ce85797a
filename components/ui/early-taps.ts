/** What was tapped before the scripts of a page were there. */
interface EarlyTaps {
  /** Ends listening. @returns the buttons in the order of the taps; each once, but those with `data-repeats` */
  end(): readonly HTMLElement[];
}

declare global {
  interface Window {
    earlyTaps?: EarlyTaps;
  }
}

/**
 * Stands in the page as text, ES5, and runs before every other script: what is tapped until the page can answer is
 * remembered, and the button shows that it waits.
 */
export function rememberTaps(page: Window): void {
  const taps: HTMLElement[] = [];
  const onClick = (event: Event) => {
    const { target } = event;
    const button = target instanceof Element ? target.closest('button') : null;
    if (button === null || button.disabled) return;
    // Nobody else may see it: it comes again, and a form would be sent to where nobody reads it.
    event.preventDefault();
    event.stopImmediatePropagation();
    // Who hears nothing taps again; only where each tap is one more, each counts.
    if (taps.indexOf(button) < 0 || button.hasAttribute('data-repeats')) taps.push(button);
    button.setAttribute('data-waiting', '');
  };
  page.document.addEventListener('click', onClick, { capture: true });
  page.earlyTaps = {
    end: () => {
      page.document.removeEventListener('click', onClick, { capture: true });
      for (const button of taps) button.removeAttribute('data-waiting');
      return taps;
    },
  };
}

export const earlyTapsScript = `(${rememberTaps.toString()})(window)`;

/** The page can answer now: does what was tapped before. */
export function repeatTaps(page: Window): void {
  const taps = page.earlyTaps?.end() ?? [];
  delete page.earlyTaps;
  for (const button of taps) if (button.isConnected) button.click();
}
