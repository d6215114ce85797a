/**
 * Divides whole people by weights, so that the parts add up: each gets the whole part of its share, and the
 * rest goes to the largest fractions, the earlier first. All parts are 0 if all weights are 0.
 */
export function share(people: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  if (sum <= 0 || people <= 0) return weights.map(() => 0);
  const exact = weights.map((weight) => (people * weight) / sum);
  const parts = exact.map(Math.floor);
  const order = exact
    .map((value, at) => ({ at, cut: value - Math.floor(value) }))
    .sort((a, b) => b.cut - a.cut || a.at - b.at);
  let rest = people - parts.reduce((total, part) => total + part, 0);
  for (const { at } of order) {
    if (rest <= 0) break;
    parts[at] = (parts[at] ?? 0) + 1;
    rest -= 1;
  }
  return parts;
}
