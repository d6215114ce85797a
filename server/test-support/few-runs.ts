import fc from 'fast-check';

/** For mutation tests, which run each property a thousand times. */
fc.configureGlobal({ numRuns: 25 });
