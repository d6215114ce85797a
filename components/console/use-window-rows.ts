import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useLayoutEffect, useRef, useState } from 'react';

/** For the first paint, before the window is known. */
const firstWindow = { width: 1024, height: 900 };

export interface WindowRowsOptions {
  readonly count: number;
  /** The height of a row until it is measured, in pixels. */
  readonly estimateSize: (index: number) => number;
  readonly getItemKey?: (index: number) => string | number;
  /** Rows that are rendered outside the view; default: 4. */
  readonly overscan?: number;
}

/**
 * A list that scrolls with the page, of which only the rows in view, and a few around them, are rendered.
 *
 * @returns `top`: where the list begins on the page, in pixels
 */
export function useWindowRows<List extends HTMLElement>(options: WindowRowsOptions) {
  const listRef = useRef<List>(null);
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    const measure = () => setTop((listRef.current?.getBoundingClientRect().top ?? 0) + window.scrollY);
    measure();
    addEventListener('resize', measure);
    return () => removeEventListener('resize', measure);
  }, []);
  const rows = useWindowVirtualizer({ overscan: 4, ...options, scrollMargin: top, initialRect: firstWindow });
  return { listRef, rows, top };
}
