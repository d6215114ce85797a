import type { DisplayReport } from '../contract/display-report.ts';

/** Whether a screen that should be heard is: the browser may forbid it, or have no voice in the language. */
export type SoundState = NonNullable<DisplayReport['sound']>;
