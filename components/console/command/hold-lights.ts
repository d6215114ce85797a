import type { Emergency, HoldLight } from '#lib/contract/light.ts';

/** The lights staff may fix, the most open first. */
export const holdLights: readonly HoldLight[] = ['green', 'amber', 'red', 'closed'];

/** The emergencies that staff may announce. */
export const emergencies: readonly Emergency[] = ['leave', 'keep-out'];

/** The choices of a hold: a light, or an emergency with a closed door. */
export type HoldChoice = HoldLight | Emergency;

export function isHoldChoice(value: string): value is HoldChoice {
  return [...holdLights, ...emergencies].some((each) => each === value);
}

export function isEmergency(choice: HoldChoice): choice is Emergency {
  return emergencies.some((each) => each === choice);
}

/** The request of a hold. */
export function heldAs(choice: HoldChoice): { readonly light: HoldLight; readonly emergency?: Emergency } {
  return isEmergency(choice) ? { light: 'closed', emergency: choice } : { light: choice };
}
