const hourMs = 3_600_000;

/**
 * The first moment of the day in a timezone (epoch ms), found with the browser's own timezones: the library
 * the sidecar uses would be a third of the console's script.
 */
export function dayStart(nowMs: number, timezone: string): number {
  const clock = new Intl.DateTimeFormat('en-GB', {
    timeZone: timezone,
    hourCycle: 'h23',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const read = (atMs: number) => {
    const parts = clock.formatToParts(atMs);
    const part = (type: Intl.DateTimeFormatPartTypes) =>
      Number(parts.find((each) => each.type === type)?.value ?? 0);
    return {
      day: part('day'),
      sinceMidnightMs: ((part('hour') * 60 + part('minute')) * 60 + part('second')) * 1000,
    };
  };
  const today = read(nowMs);
  const guess = nowMs - (nowMs % 1000) - today.sinceMidnightMs;
  // Where the clocks changed since midnight, the guess is off by that hour, on this side or the other.
  const there = read(guess);
  if (there.day !== today.day) return guess + (24 * hourMs - there.sinceMidnightMs);
  return guess - there.sinceMidnightMs;
}
