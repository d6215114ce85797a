import { type RefObject, useEffect, useRef } from 'react';

/**
 * Keeps the focus where people are. What had it may vanish (a step that is over) or be switched off (a button, while it
 * asks): the browser then begins at the top of the page again. Where `shown` has changed, a focus that was lost so goes to
 * the first control in the element.
 */
export function useKeptFocus<E extends HTMLElement>(shown: unknown): RefObject<E | null> {
  const around = useRef<E>(null);
  const hadFocus = useRef(false);
  const before = useRef(shown);
  useEffect(() => {
    const note = ({ target }: FocusEvent) => {
      hadFocus.current = target instanceof Node && around.current?.contains(target) === true;
    };
    document.addEventListener('focusin', note);
    return () => document.removeEventListener('focusin', note);
  }, []);
  useEffect(() => {
    const isLost = hadFocus.current && (document.activeElement ?? document.body) === document.body;
    if (isLost && before.current !== shown)
      around.current?.querySelector<HTMLElement>('input, select, textarea, button:enabled, a[href]')?.focus();
    before.current = shown;
  }, [shown]);
  return around;
}
