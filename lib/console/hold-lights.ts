import type { HoldLight } from '#lib/contract/light.ts';

/** The lights staff may fix, the most open first. */
export const holdLights: readonly HoldLight[] = ['green', 'amber', 'red', 'closed'];

export function isHoldLight(light: string): light is HoldLight {
  return holdLights.some((each) => each === light);
}
