import { useCallback, useEffect, useState } from 'react';

/** What the console may show over the light for a moment. */
export type Card = 'identify' | 'test';

const cardMs: Readonly<Record<Card, number>> = { identify: 10_000, test: 30_000 };

/** The shown card, and a function to show one for its time. */
export function useCard(): readonly [card: Card | undefined, show: (card: Card) => void] {
  const [asked, setAsked] = useState<{ readonly card: Card }>();
  const show = useCallback((card: Card) => setAsked({ card }), []);

  useEffect(() => {
    if (!asked) return;
    const over = setTimeout(() => setAsked(undefined), cardMs[asked.card]);
    return () => clearTimeout(over);
  }, [asked]);

  return [asked?.card, show];
}
