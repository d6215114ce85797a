'use client';

import { ErrorNotice } from '#components/display/error-notice.tsx';

/** A failed page is retried automatically: at a door nobody can press a button. */
export default function ErrorPage() {
  return <ErrorNotice />;
}
