import type { Emergency } from '#lib/contract/emergency.ts';
import type { HoldLight } from '#lib/contract/light.ts';

/** The lights staff may fix, the most open first. */
export const holdLights: readonly HoldLight[] = ['green', 'amber', 'red', 'closed'];

/** What staff may warn of. */
export const emergencies: readonly Emergency[] = ['leave', 'keep-out'];

/** What staff may hold a zone at: a light, or a warning over a closed door. */
export type HoldChoice = HoldLight | Emergency;

export function isHoldChoice(value: string): value is HoldChoice {
  return [...holdLights, ...emergencies].some((each) => each === value);
}

export function isEmergency(choice: HoldChoice): choice is Emergency {
  return emergencies.some((each) => each === choice);
}

/** What a hold asks of the sidecar. */
export function heldAs(choice: HoldChoice): { readonly light: HoldLight; readonly emergency?: Emergency } {
  return isEmergency(choice) ? { light: 'closed', emergency: choice } : { light: choice };
}
