import type { DisplayStatus } from '#lib/contract/display.ts';
import { readableId } from '#lib/names.ts';

/** A display as people call it. */
export function nameOfDisplay({ name, display }: Pick<DisplayStatus, 'name' | 'display'>): string {
  return name ?? readableId(display);
}
