'use client';

import dynamic from 'next/dynamic';

/** Loads what sheets are made of: once the page is at rest, so that one opens at once and without the network. */
export const loadSheets = () => import('./sheet-dialog.tsx').then((module) => module.SheetDialog);

/** A question or a form over the page: at the lower edge of a phone or tablet, in the middle of a desk's screen. */
export const Sheet = dynamic(loadSheets, { ssr: false });
