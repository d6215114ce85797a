'use client';

import { ErrorNotice } from '#components/display/error-notice.tsx';

/** In place of the whole document, where even what every page stands on broke. */
export default function GlobalErrorPage() {
  return (
    <html lang="en">
      <body style={{ margin: 0, background: '#3b4856', color: '#ffffff', fontFamily: 'sans-serif' }}>
        <ErrorNotice />
      </body>
    </html>
  );
}
