'use client';

import { useEffect } from 'react';
import { reloadPage } from '#lib/display/reload-page.ts';

const retryMs = 5_000;
const anyPage = {
  minHeight: '100vh',
  display: 'flex',
  alignItems: 'center',
  justifyContent: 'center',
} as const;

/**
 * In place of a page that broke. It stands alone, for what broke may be the style or the words too, and loads the
 * page anew by itself.
 */
export function ErrorNotice() {
  useEffect(() => {
    const retry = setTimeout(reloadPage, retryMs);
    return () => clearTimeout(retry);
  }, []);
  return (
    <main data-light="unknown" className="glass" style={anyPage}>
      <p style={{ margin: 0, fontSize: '6vmin', textAlign: 'center' }}>One moment, please.</p>
    </main>
  );
}
