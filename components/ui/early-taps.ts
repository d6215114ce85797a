/** What was done before the scripts of a page were there. */
interface EarlyTaps {
  /** Ends listening. @returns the buttons in the order of the taps; each once, but those with `data-repeats` */
  end(): readonly HTMLElement[];
  /** What fields had last; a script that begins may have put them back meanwhile. */
  readonly entries: readonly Entry[];
}

interface Entry {
  readonly field: HTMLInputElement | HTMLSelectElement;
  value: string;
  isChecked: boolean;
}

declare global {
  interface Window {
    earlyTaps?: EarlyTaps;
  }
}

/**
 * Stands in the page as text, ES5, and runs before every other script: what is tapped or entered until the page can answer
 * is remembered, and the button shows that it waits.
 */
export function rememberTaps(page: Window): void {
  const taps: HTMLElement[] = [];
  const entries: Entry[] = [];
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
  const onInput = ({ target }: Event) => {
    const field =
      target instanceof Element ? target.closest<HTMLInputElement>('input,select,textarea') : null;
    if (field === null || field.type === 'file') return;
    const { value, checked: isChecked } = field;
    const known = entries.filter((each) => each.field === field)[0];
    if (known === undefined) entries.push({ field, value, isChecked });
    else {
      known.value = value;
      known.isChecked = isChecked;
    }
  };
  const { document } = page;
  document.addEventListener('click', onClick, { capture: true });
  document.addEventListener('input', onInput, { capture: true });
  page.earlyTaps = {
    entries,
    end: () => {
      document.removeEventListener('click', onClick, { capture: true });
      document.removeEventListener('input', onInput, { capture: true });
      for (const button of taps) button.removeAttribute('data-waiting');
      return taps;
    },
  };
}

export const earlyTapsScript = `(${rememberTaps.toString()})(window)`;

/** The page can answer now: does what was entered and tapped before. */
export function repeatTaps(page: Window): void {
  const { earlyTaps } = page;
  const taps = earlyTaps?.end() ?? [];
  delete page.earlyTaps;
  for (const entry of earlyTaps?.entries ?? []) if (entry.field.isConnected) enterAgain(entry);
  for (const button of taps) if (button.isConnected) button.click();
  page.document.addEventListener('input', enterLater, { capture: true });
}

/**
 * Parts of a page become live one after the other. React puts a field back when it becomes live, also by the very event that
 * says that somebody has changed it: what was entered is then entered again.
 */
function enterLater({ target }: Event): void {
  if (!(target instanceof HTMLInputElement || target instanceof HTMLSelectElement) || isLive(target)) return;
  const { value } = target;
  const isChecked = target instanceof HTMLInputElement && target.checked;
  const isBack = () =>
    target.value !== value || (target instanceof HTMLInputElement && target.checked !== isChecked);
  setTimeout(() => {
    if (target.isConnected && isBack()) enterAgain({ field: target, value, isChecked });
  });
}

/** Whether React listens to an element: it notes its properties at it. */
function isLive(field: Element): boolean {
  return Object.keys(field).some((key) => key.startsWith('__react'));
}

/** As if a person did it: React hears of a value only if it is another than the one it has seen last, so that is put first. */
function enterAgain({ field, value, isChecked }: Entry): void {
  if (field.type === 'checkbox' || field.type === 'radio') {
    field.checked = !isChecked;
    field.click();
    return;
  }
  field.value = `${value} `;
  for (const kind of ['input', 'change']) {
    // Each time: the first event may have made the field live, and put it back.
    Reflect.set(Object.getPrototypeOf(field), 'value', value, field);
    field.dispatchEvent(new Event(kind, { bubbles: true }));
  }
}
