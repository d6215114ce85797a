import { describe, expect, test } from 'vitest';
import { auditSubjects } from './audit-subject.ts';

describe('auditSubjects', () => {
  test.each([
    ['configure', 'zone store', [{ kind: 'entry', entry: 'zone', id: 'store' }]],
    ['remove', 'site bern', [{ kind: 'entry', entry: 'site', id: 'bern' }]],
    ['configure', 'alerts', [{ kind: 'alerts' }]],
    ['configure', '/media/0123456789abcdef0123.png', [{ kind: 'media' }]],
    [
      'configure',
      'history: minutes 400 days, the rest for ever',
      [{ kind: 'history', minuteDays: 400, rollUpDays: null }],
    ],
    ['remove-person', 'anna (manager)', [{ kind: 'granted', name: 'anna', roles: [{ role: 'manager' }] }]],
    [
      'make-key',
      'Kasse (Bern) (viewer at bern)',
      [{ kind: 'granted', name: 'Kasse (Bern)', roles: [{ role: 'viewer', site: 'bern' }] }],
    ],
    ['pair', 'entrance', [{ kind: 'entry', entry: 'display', id: 'entrance' }]],
    ['count-by-hand', 'door-a', [{ kind: 'entry', entry: 'sensor', id: 'door-a' }]],
    ['set-password', 'anna', [{ kind: 'person', username: 'anna' }]],
    ['configure', 'smtp mail.example.com', [{ kind: 'smtp', host: 'mail.example.com' }]],
    [
      'import',
      'changed sensor bern/door-a, added zone bern/cafe',
      [
        { kind: 'entry', entry: 'sensor', id: 'bern/door-a', change: 'change' },
        { kind: 'entry', entry: 'zone', id: 'bern/cafe', change: 'add' },
      ],
    ],
    ['add-person', 'anna (manager)', [{ kind: 'granted', name: 'anna', roles: [{ role: 'manager' }] }]],
    [
      'change-person',
      'anna (staff at bern, viewer at basel)',
      [
        {
          kind: 'granted',
          name: 'anna',
          roles: [
            { role: 'staff', site: 'bern' },
            { role: 'viewer', site: 'basel' },
          ],
        },
      ],
    ],
    [
      'add-person',
      'anna (manager at all sites with region: west, Alps, staff at bern)',
      [
        {
          kind: 'granted',
          name: 'anna',
          roles: [
            { role: 'manager', tag: 'region: west, Alps' },
            { role: 'staff', site: 'bern' },
          ],
        },
      ],
    ],
  ])('%s: reads %s', (action, text, subjects) => {
    expect(auditSubjects(action, text)).toEqual(subjects);
  });

  test.each([
    ['add-tablet', 'zone store'],
    ['make-key', 'alerts'],
    ['configure', 'something of a newer Doorlight'],
    ['import', 'something else'],
    ['add-person', 'anna'],
  ])('%s: leaves %s as it is', (action, text) => {
    expect(auditSubjects(action, text)).toEqual([{ kind: 'text', text }]);
  });
});
