import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '#server/platform/database/database.ts';
import { TestDatabase } from '#server/test-support/test-database.ts';
import { PairingCodeStore } from './pairing-code-store.ts';

let nowMs = 0;
let codes: PairingCodeStore;

let kept: TestDatabase;
let database: Database;

beforeEach(async () => {
  nowMs = Date.parse('2026-11-01T08:00:00Z');
  kept = await TestDatabase.create();
  database = await kept.open();
  codes = new PairingCodeStore(database.db, () => nowMs);
});
afterEach(async () => {
  await database.close();
  await kept.remove();
});

async function offer() {
  const made = await codes.offer();
  if (made === undefined) throw new Error('no offer');
  return made;
}

describe('pairing codes', () => {
  it('sends the screen that shows a code where somebody says', async () => {
    const screen = await offer();
    expect(screen.code).toMatch(/^[A-Z2-9]{4}-[A-Z2-9]{4}$/);
    expect(await codes.outcome(screen.ticket)).toBe('waiting');
    const redeemed = await codes.redeem(` ${screen.code.toLowerCase().replace('-', ' ')}`);
    await redeemed?.pair('/display/bern/entrance?key=k');
    expect(await codes.outcome(screen.ticket)).toEqual({ path: '/display/bern/entrance?key=k' });
  });

  it('takes each code once', async () => {
    const { code } = await offer();
    const redeemed = await codes.redeem(code);
    await redeemed?.pair('/display/bern/entrance');
    expect(await codes.redeem(code)).toBeUndefined();
  });

  it('takes it once where two people enter it at the same time, and again where that came to nothing', async () => {
    const { code } = await offer();
    const another = new PairingCodeStore(database.db, () => nowMs);
    const redeemed = await Promise.all([codes, another].map((each) => each.redeem(code)));
    const [won, ...more] = redeemed.filter((each) => each !== undefined);
    expect(more).toEqual([]);
    await won?.release();
    expect(await another.redeem(code)).toBeDefined();
  });

  it('sends the code to the screen that shows it, until somebody has entered it', async () => {
    const { code, ticket } = await offer();
    expect(await codes.codeOf(ticket)).toBe(code);
    const redeemed = await codes.redeem(code);
    await redeemed?.pair('/display/bern/entrance');
    expect(await codes.codeOf(ticket)).toBeUndefined();
    expect(await codes.codeOf('another')).toBeUndefined();
  });

  it('lets codes expire', async () => {
    const { code, ticket, validForMs } = await offer();
    nowMs += validForMs;
    expect(await codes.redeem(code)).toBeUndefined();
    expect(await codes.outcome(ticket)).toBeUndefined();
  });

  it('does not fill the memory with screens that ask and never come back', async () => {
    for (let screen = 0; screen < 500; screen++) await offer();
    expect(await codes.offer()).toBeUndefined();
    nowMs += 15 * 60_000;
    expect(await codes.offer()).toBeDefined();
  });

  it('is valid at once at a sidecar whose clock is a little behind', async () => {
    const { code, ticket } = await offer();
    const behind = new PairingCodeStore(database.db, () => nowMs - 300);
    expect(await behind.outcome(ticket)).toBe('waiting');
    expect(await behind.redeem(code)).toBeDefined();
  });

  it('is the same at every sidecar, and forgets one that a clock ahead of time made', async () => {
    const another = new PairingCodeStore(database.db, () => nowMs);
    const { code, ticket } = await offer();
    const redeemed = await another.redeem(code);
    await redeemed?.pair('/display/bern/entrance');
    expect(await codes.outcome(ticket)).toEqual({ path: '/display/bern/entrance' });
    nowMs += 365 * 86_400_000;
    const late = await offer();
    nowMs -= 365 * 86_400_000;
    expect(await codes.outcome(late.ticket)).toBeUndefined();
  });
});
