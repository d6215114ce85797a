import { CheckIcon, WaitIcon, WarningIcon } from '#components/ui/icons.tsx';
import type { Check } from './use-opening-words.ts';

/** Done, open, or needs attention; the text stands beside it. */
export function CheckMark({ state }: { readonly state: Check['state'] }) {
  if (state === 'faulty') return <WarningIcon />;
  return state === 'done' ? <CheckIcon /> : <WaitIcon />;
}
