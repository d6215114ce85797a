// How Node runs the sidecar and the page server: `npm start`, a release and the bench start them alike.

/**
 * Young objects of the sidecar, in megabytes. Every poll of every sensor makes some, and each clean-up copies those in use:
 * with 4 that is twice the work as with 8. Node's own 16 make a process 30 MB larger.
 */
const youngMegabytes = 8;

/** V8's first compiler makes code of all that runs a few times: 7 MB of the sidecar, 3 MB of the page server. */
const noBaselineCode = '--no-sparkplug';

/** Flags of Node for the sidecar; `server/main.ts` has more, which go by what it runs. */
export const sidecarFlags = [`--max-semi-space-size=${youngMegabytes}`, noBaselineCode];

/** Flags of Node for the page server, which makes few objects: after many pages it is 25 MB smaller. */
export const pagesFlags = ['--max-semi-space-size=1', '--optimize-for-size', noBaselineCode];

/** glibc keeps memory for each thread, and gives little of it back. Variables of the environment go before these. */
export const memoryEnvironment = { MALLOC_ARENA_MAX: '2', MALLOC_TRIM_THRESHOLD_: '131072' };

/**
 * In the page server pieces of 32 kB, as V8 asks for where it compiles, go back at once: 10 MB. Not in the sidecar: each answer
 * of a device is read into 64 kB, which the kernel would then give and take each time.
 */
export const pagesMemoryEnvironment = { ...memoryEnvironment, MALLOC_MMAP_THRESHOLD_: '32768' };
