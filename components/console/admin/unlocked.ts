/**
 * For how long a shared tablet stays unlocked. Repeated here because the contract's schemas would add zod to
 * the page; a test compares the two.
 */
export const unlockedMinutes = 30;

/** After this time without a touch it is locked earlier. */
export const idleMinutes = 5;
