import { expect, test } from 'vitest';
import { placementShape } from './line-placement.ts';

const printed = {
  width: 320,
  height: 240,
  left: 0,
  right: 296,
  top: 88,
  bottom: 224,
  yFirst: 88,
  yLast: 152,
  radius: 0,
};

test('an area that is not curved is a rectangle between the ends of the lines', () => {
  expect(placementShape(printed)).toEqual({
    area: 'M0 88H296V152H0Z',
    lines: [
      { x1: 0, x2: 296, y: 88 },
      { x1: 0, x2: 296, y: 224 },
    ],
  });
});

test('a curved area keeps its height in the middle, and its ends lie lower', () => {
  const { area } = placementShape({ ...printed, radius: 300 });
  const [, first = '', second = ''] = /^M0 ([\d.]+)A.* 296 [\d.]+V([\d.]+)A/.exec(area) ?? [];
  expect(Number(first)).toBeCloseTo(88 + 332 - Math.sqrt(332 ** 2 - 148 ** 2), 0);
  expect(Number(second)).toBeCloseTo(152 + 268 - Math.sqrt(268 ** 2 - 148 ** 2), 0);
});

test('a radius that is too small for the line is drawn as round as it can be', () => {
  expect(placementShape({ ...printed, radius: 10 }).area).toContain('A148 148 ');
});
