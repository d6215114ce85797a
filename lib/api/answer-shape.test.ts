import { expect, test } from 'vitest';
import { fits, isAdjustProgress, isAlert, isProblem, shapeOfAnswer } from './answer-shape.ts';

const progress = { site: 'bern', zone: 'store', adjustId: 'a', to: 0, sources: [], waiting: [] };
const alert = {
  id: '1',
  site: 'bern',
  kind: 'full',
  subject: 'store',
  name: 'Store',
  facts: {},
  openedAt: '2026-11-21T10:00:00.000Z',
};
const problem = { type: 'about:blank', title: 'Not found', status: 404, code: 'not-found' };

test.each([
  ['progress of an adjust', isAdjustProgress, progress],
  ['alert', isAlert, alert],
  ['problem', isProblem, problem],
] as const)(
  'the %s of the contract is taken, and not without a field or with one of another type',
  (_, isRight, value) => {
    expect(isRight({ ...value, other: 1 })).toBe(true);
    for (const field of Object.keys(value)) {
      expect(isRight({ ...value, [field]: undefined }), field).toBe(false);
      expect(isRight({ ...value, [field]: null }), field).toBe(false);
    }
    for (const wrong of [undefined, null, '', 'text', 1, [], [value]]) expect(isRight(wrong)).toBe(false);
  },
);

test('a list is refused when one entry is not right', () => {
  const shape = [{ id: 'string' }] as const;
  expect(fits([], shape)).toBe(true);
  expect(fits([{ id: '1' }], shape)).toBe(true);
  expect(fits([{ id: '1' }, {}], shape)).toBe(false);
  expect(fits({ items: [] }, shape)).toBe(false);
});

test('an answer of several kinds is one of them', () => {
  const shape = shapeOfAnswer('POST', '/api/v1/sensors/probe') ?? 'null';
  const url = 'http://10.0.0.11';
  expect(fits({ kind: 'certificate', url, isChanged: false }, shape)).toBe(true);
  expect(fits({ kind: 'failed', url, reason: 'timeout' }, shape)).toBe(true);
  expect(fits({ kind: 'failed', url }, shape)).toBe(false);
});
