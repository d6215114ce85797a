interface Entry {
  readonly field: HTMLInputElement | HTMLSelectElement;
  value: string;
  isChecked: boolean;
}

/**
 * Stands in the page as text, and runs before every other script. What is tapped or entered where React does not answer yet is
 * remembered, and done again once it does; a button shows meanwhile that it waits. Parts of a page come alive one after the other.
 */
export function keepEarlyTaps(page: Window): void {
  const againMs = 50;
  let taps: HTMLElement[] = [];
  let entries: Entry[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;

  /** React notes its properties at an element that it listens to, or soon will. */
  const isLive = (element: Element) => Object.keys(element).some((key) => key.startsWith('__reactProps'));
  /**
   * As if a person did it. React takes the value that a field has when it comes alive for the one it has given it, and hears only of
   * another: so another is put first.
   */
  const enterAgain = ({ field, value, isChecked }: Entry) => {
    if (field.type === 'checkbox' || field.type === 'radio') {
      field.checked = !isChecked;
      field.click();
      return;
    }
    field.value = `${value} `;
    for (const kind of ['input', 'change']) {
      // Each time: what hears of the first may have put the field back.
      Reflect.set(Object.getPrototypeOf(field), 'value', value, field);
      field.dispatchEvent(new Event(kind, { bubbles: true }));
    }
  };
  const repeatEntries = () => {
    const ready = entries.filter(({ field }) => isLive(field));
    entries = entries.filter(({ field }) => field.isConnected && !isLive(field));
    for (const entry of ready) enterAgain(entry);
  };
  const repeat = () => {
    repeatEntries();
    // A form is sent with what was entered.
    const ready = entries.length > 0 ? [] : taps.filter(isLive);
    taps = taps.filter((button) => button.isConnected && !ready.includes(button));
    for (const button of ready) {
      button.removeAttribute('data-waiting');
      button.click();
    }
    if (entries.length + taps.length > 0) repeatIn(againMs);
  };
  const repeatIn = (ms: number) => {
    clearTimeout(timer);
    timer = setTimeout(repeat, ms);
  };
  /** What React cannot answer yet, because it still waits for a part of the page, it stops at the document and forgets. */
  const whenStopped = (event: Event, keep: () => void) => {
    // Added now, it comes after React's.
    page.document.addEventListener(event.type, () => event.cancelBubble && keep(), {
      capture: true,
      once: true,
    });
  };

  const onClick = (event: Event) => {
    const { target } = event;
    const button = target instanceof Element ? target.closest('button') : null;
    if (button === null || button.disabled) return;
    const keep = () => {
      // Nobody else may see it: it comes again, and a form would be sent to where nobody reads it.
      event.preventDefault();
      event.stopImmediatePropagation();
      // Who hears nothing taps again; only where each tap is one more, each counts.
      if (!taps.includes(button) || button.hasAttribute('data-repeats')) taps.push(button);
      button.setAttribute('data-waiting', '');
      repeatIn(againMs);
    };
    if (!isLive(button)) return keep();
    repeatEntries();
    whenStopped(event, keep);
  };
  const onInput = (event: Event) => {
    const { target } = event;
    const field =
      target instanceof Element ? target.closest<HTMLInputElement>('input,select,textarea') : null;
    if (field === null || field.type === 'file') return;
    const known = entries.find((each) => each.field === field);
    const { value, checked: isChecked } = field;
    const keep = (ms: number) => {
      if (known === undefined) entries.push({ field, value, isChecked });
      else Object.assign(known, { value, isChecked });
      repeatIn(ms);
    };
    if (known === undefined && isLive(field)) return whenStopped(event, () => keep(againMs));
    // The event itself may make the field live.
    keep(0);
  };
  // Before React, which listens at the document.
  page.addEventListener('click', onClick, { capture: true });
  page.addEventListener('input', onInput, { capture: true });
}

export const earlyTapsScript = `(${keepEarlyTaps.toString()})(window)`;
