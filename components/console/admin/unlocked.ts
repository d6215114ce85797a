/**
 * For how long a shared tablet stays unlocked. Stated without the contract's schemas, which would cost the
 * page zod; a test holds the two together.
 */
export const unlockedMinutes = 30;

/** After so long without a touch it is locked earlier. */
export const idleMinutes = 5;
