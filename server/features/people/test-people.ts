import { afterAll, beforeAll } from 'vitest';
import type { AuditEntry } from '#lib/contract/audit.ts';
import type { Person } from '#lib/contract/person.ts';
import { RunningSidecar, type Visitor } from '#server/test-support/running-sidecar.ts';

/** A sidecar with two sites, for all tests of a file, and its administrator. */
export let running: RunningSidecar;
export let admin: Visitor;

const site = (id: string) => `
  - id: ${id}
    name: ${id}
    timezone: Europe/Zurich
    sensors: [{ id: door, driver: axis-3d, url: "http://127.0.0.1:9", username: op, password: secret }]
    zones: [{ id: store, name: Store, capacity: 20, sources: [{ sensor: door }] }]`;

export function startTwoSites(): void {
  beforeAll(async () => {
    running = await RunningSidecar.start(`sites:${site('bern')}${site('genf')}`);
    admin = await running.signIn();
  });
  afterAll(() => running?.stop());
}

export function people(): Promise<Person[]> {
  return running.read<Person[]>('/api/v1/people', admin);
}

export async function add(body: object): Promise<Person> {
  const made = await running.send('POST', '/api/v1/people', admin, body);
  if (!made.ok) throw new Error(await made.text());
  return (await made.json()) as Person;
}

export async function personNamed(username: string): Promise<Person> {
  const found = (await people()).find((person) => person.username === username);
  if (found === undefined) throw new Error(`nobody is ${username}`);
  return found;
}

export async function lastAudit(action: AuditEntry['action']): Promise<AuditEntry | undefined> {
  const [entry] = await running.read<AuditEntry[]>(`/api/v1/audit?action=${action}&limit=1`, admin);
  return entry;
}
