/** The Chromium that is already on this machine; `undefined` where there is none. */
export function installedChromium(): string | undefined;
/**
 * The Chromium for the browser tests, installed if need be.
 *
 * @throws when there is none and none can be had
 */
export function findChromium(): Promise<string>;

/** The same for tests, which nobody watches: without windows where there is such a one. */
export function installedForTests(): string | undefined;
