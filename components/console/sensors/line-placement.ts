import type { LinePlacement } from '#lib/contract/device.ts';

/** The drawing of a counting line, in pixels of the picture. */
export interface PlacementShape {
  /** The counting area, as the `d` of an SVG path. */
  readonly area: string;
  /** The two lines, from the first x to the second at y. */
  readonly lines: readonly { readonly x1: number; readonly x2: number; readonly y: number }[];
}

/**
 * Draws the counting area. A curved one has its radius at its centre (VAPIX People counter API, Live view
 * information: "as measured in the center of the area on both axes"): its edges are arcs of concentric circles,
 * whose centre is assumed below.
 */
export function placementShape(placement: LinePlacement): PlacementShape {
  const { left, right, top, bottom, yFirst, yLast, radius } = placement;
  const lines = [top, bottom].map((y) => ({ x1: left, x2: right, y }));
  const thickness = yLast - yFirst;
  const half = (right - left) / 2;
  if (radius <= 0) return { area: `M${left} ${yFirst}H${right}V${yLast}H${left}Z`, lines };
  const centreY = (yFirst + yLast) / 2 + radius;
  const outer = Math.max(radius + thickness / 2, half);
  const inner = Math.max(radius - thickness / 2, half);
  const above = round(centreY - (radius + thickness / 2) + sagitta(outer, half));
  const below = round(centreY - (radius - thickness / 2) + sagitta(inner, half));
  const area = [
    `M${left} ${above}`,
    `A${round(outer)} ${round(outer)} 0 0 1 ${right} ${above}`,
    `V${below}`,
    `A${round(inner)} ${round(inner)} 0 0 0 ${left} ${below}`,
    'Z',
  ].join('');
  return { area, lines };
}

/** How far the ends of an arc lie below its middle. */
function sagitta(radius: number, halfChord: number): number {
  return radius - Math.sqrt(Math.max(0, radius ** 2 - halfChord ** 2));
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
