// How Node runs the sidecar and the page server: `npm start`, a release and the bench start them alike.

/**
 * Young objects, in megabytes. Every poll of every sensor makes some, and each clean-up copies those in use: with 4 that
 * is twice the work as with 8. Node's own 16 make a process 30 MB larger.
 */
const youngMegabytes = 8;

/** Flags of Node for both processes. */
export const nodeFlags = [`--max-semi-space-size=${youngMegabytes}`];

/** glibc keeps memory for each thread, and gives little of it back. Variables of the environment go before these. */
export const memoryEnvironment = { MALLOC_ARENA_MAX: '2', MALLOC_TRIM_THRESHOLD_: '131072' };
