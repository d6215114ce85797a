import { useCallback, useEffect, useState } from 'react';

const identifyMs = 10_000;

/** Whether the display tells its name, and how to make it do so for ten seconds. */
export function useIdentify(): readonly [identifying: boolean, identify: () => void] {
  const [asked, setAsked] = useState(0);
  const [identifying, setIdentifying] = useState(false);
  const identify = useCallback(() => setAsked((times) => times + 1), []);

  useEffect(() => {
    if (asked === 0) return;
    setIdentifying(true);
    const over = setTimeout(() => setIdentifying(false), identifyMs);
    return () => clearTimeout(over);
  }, [asked]);

  return [identifying, identify];
}
