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
 * Replaces a page that crashed. It depends on nothing, because styles or texts may be the cause, and reloads
 * the page automatically: at a door nobody can press a button.
 */
export default function ErrorPage() {
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
