import type { Role } from '#lib/contract/principal.ts';

const operators: readonly Role[] = ['administrator', 'manager', 'staff'];
const configurers: readonly Role[] = ['administrator', 'manager'];

/**
 * Whether a role may adjust, reset and hold. Only for what the page offers: the sidecar checks again. An
 * unknown role may not.
 */
export function mayOperate(role: string): boolean {
  return operators.some((operator) => operator === role);
}

/** Whether a role may change the settings: sites, zones, sensors and displays. */
export function mayConfigure(role: string): boolean {
  return configurers.some((configurer) => configurer === role);
}
