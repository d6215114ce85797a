'use client';

import { ErrorNotice } from '#components/display/error-notice.tsx';

/** Whatever a page could not do is tried again: a screen at a door has nobody who presses a button. */
export default function ErrorPage() {
  return <ErrorNotice />;
}
