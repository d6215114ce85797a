import { expect, test } from 'vitest';
import { auditPath, auditQuery } from './audit-query.ts';

const all = { who: '', action: '', site: '', zone: '', from: '', to: '' };

test('asks for everything where nothing is chosen', () => {
  expect(auditQuery(all)).toEqual({});
});

test('names the site of a zone with it', () => {
  expect(auditQuery({ ...all, site: 'genf', zone: 'bern/store' })).toEqual({ site: 'bern', zone: 'store' });
  expect(auditQuery({ ...all, site: 'genf' })).toEqual({ site: 'genf' });
});

test('takes the last day whole', () => {
  const { from = '', to = '' } = auditQuery({ ...all, from: '2026-03-01', to: '2026-03-01' });
  expect(Date.parse(to) - Date.parse(from)).toBe(86_400_000);
  expect(new Date(from).getDate()).toBe(1);
});

test('leaves out what is no day', () => {
  expect(auditQuery({ ...all, from: '2026-03', to: 'soon' })).toEqual({});
});

test('a table has the address of what is shown', () => {
  expect(auditPath(auditQuery({ ...all, who: 'anna', zone: 'bern/store' }))).toBe(
    '/api/v1/audit?who=anna&site=bern&zone=store',
  );
});
