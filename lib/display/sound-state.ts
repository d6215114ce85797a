import type { DisplayReport } from '../contract/display-report.ts';

/** Whether sound works: the browser may forbid it, or have no voice for the language. */
export type SoundState = NonNullable<DisplayReport['sound']>;
