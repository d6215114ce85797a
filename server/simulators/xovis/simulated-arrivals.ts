const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** Opening hours of the simulated shop, in hours of UTC. */
const opensAt = 7;
const closesAt = 19;

/** How busy each weekday is, from Monday; on Sundays the shop is closed. */
const weekdays = [0.55, 0.5, 0.6, 0.7, 0.9, 1.2, 0];

/**
 * People who come into a shop in one minute: most towards the evening and on Saturdays, none at night. The
 * same minute always has the same number.
 *
 * @param atMs a whole minute, epoch ms
 */
export function shopArrivals(atMs: number): number {
  // The epoch began on a Thursday.
  const weekday = (Math.floor(atMs / dayMs) + 3) % 7;
  const hour = (atMs % dayMs) / (60 * minuteMs);
  if (hour < opensAt || hour >= closesAt) return 0;
  const tide = Math.sin(((hour - opensAt) / (closesAt - opensAt)) * Math.PI * 0.8);
  // Some weeks are better than others.
  const luck = 1 + 0.2 * Math.sin(Math.floor(atMs / dayMs) * 0.7);
  const chance = (Math.imul(Math.floor(atMs / minuteMs), 0x9e3779b1) >>> 0) / 2 ** 32;
  return Math.floor((weekdays[weekday] ?? 0) * luck * tide + chance);
}
