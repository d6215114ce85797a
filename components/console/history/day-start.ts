const hourMs = 3_600_000;

/**
 * The start of the day in a timezone (epoch ms), using the browser's timezones: the library of the sidecar
 * would be a third of the console's script.
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
  // If the clocks changed since midnight, the guess is off by that hour, in either direction.
  const there = read(guess);
  if (there.day !== today.day) return guess + (24 * hourMs - there.sinceMidnightMs);
  return guess - there.sinceMidnightMs;
}
