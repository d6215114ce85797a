import dynamic from 'next/dynamic';

/** Loads the sheet component once the page is idle, so that a sheet opens at once and without the network. */
export const loadSheets = () => import('./sheet-dialog.tsx').then((module) => module.SheetDialog);

/** A question or a form over the page: at the bottom edge of a phone or tablet, in the middle of a desktop. */
export const Sheet = dynamic(loadSheets, { ssr: false });
