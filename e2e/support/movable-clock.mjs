// Loaded before the sidecar of a test that moves the time of the world (`putClockForward`). Durations stay real.

const now = Date.now.bind(Date);
let aheadMs = 0;
Date.now = () => now() + aheadMs;
process.on('message', (message) => {
  if (typeof message === 'object' && 'aheadMs' in message) aheadMs = message.aheadMs;
});
// Whoever only waits for us to move the clock may end.
process.channel?.unref();
