import { useCallback, useEffect, useState } from 'react';

/** What may be laid over the light for a moment, because somebody at the console asked for it. */
export type Card = 'identify' | 'test';

const cardMs: Readonly<Record<Card, number>> = { identify: 10_000, test: 30_000 };

/** The card on the glass, and how to lay one there until its time is over. */
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
