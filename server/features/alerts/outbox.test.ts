import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Alert } from '#lib/contract/alert.ts';
import { Outbound } from '#server/network/outbound.ts';
import type { Database } from '#server/platform/database/database.ts';
import { TestDatabase } from '#server/test-support/test-database.ts';
import { type AlertMessage, AlertMessageStore, type FailedTry } from './alert-message-store.ts';
import { AlertStore } from './alert-store.ts';
import type { Delivery } from './channels/delivery.ts';
import { sendEmail } from './channels/email.ts';
import { postWebhook } from './channels/webhook.ts';
import { Outbox } from './outbox.ts';
import { startMailServer, startReceiver, type TestMailServer, type TestReceiver } from './test-receiver.ts';

const alert: Alert = {
  ...{ id: 'a1', site: 'bern', kind: 'full', subject: 'store', name: 'Store' },
  ...{ facts: { occupancy: 120, capacity: 120 }, openedAt: '2026-11-21T10:00:00.000Z' },
};
const start = Date.parse('2026-11-21T10:00:00Z');
const hourMs = 3_600_000;

/** A store on a disk that can be full, or hang: it can be read but not written. */
class TroubledStore extends AlertMessageStore {
  disk: 'well' | 'full' | 'hangs' = 'well';
  writes = 0;
  /** Runs while the store reads what is due, before its answer. */
  beforeAnswer = async () => {};

  async #write(): Promise<void> {
    this.writes += 1;
    if (this.disk === 'full') throw new Error('disk is full');
    if (this.disk === 'hangs') await new Promise(() => undefined);
  }

  override async due(...query: Parameters<AlertMessageStore['due']>): Promise<AlertMessage[]> {
    const due = await super.due(...query);
    await this.beforeAnswer();
    return due;
  }

  override async done(id: string): Promise<void> {
    await this.#write();
    await super.done(id);
  }

  override async failed(message: AlertMessage, failure: FailedTry): Promise<void> {
    await this.#write();
    await super.failed(message, failure);
  }
}

let kept: TestDatabase;
let database: Database;
let store: TroubledStore;
let receiver: TestReceiver;
let silent: TestReceiver;
let mailServer: TestMailServer;
let nowMs: number;
let wallAheadMs: number;
let errors: unknown[];

beforeEach(async () => {
  kept = await TestDatabase.create();
  database = await kept.open();
  store = new TroubledStore(database.db);
  receiver = await startReceiver();
  silent = await startReceiver();
  silent.isSilent = true;
  mailServer = await startMailServer();
  nowMs = start;
  wallAheadMs = 0;
  errors = [];
});
afterEach(async () => {
  await Promise.all([receiver.stop(), silent.stop(), mailServer.stop()]);
  await database.close();
  await kept.remove();
});

const outbound = new Outbound();

function send({ channel, target, id, event }: AlertMessage): Promise<Delivery> {
  if (channel === 'email') {
    const smtp = {
      host: '127.0.0.1',
      port: mailServer.port,
      security: 'none',
      from: 'a@example.com',
    } as const;
    return sendEmail(smtp, { to: target, subject: id, text: id }, outbound);
  }
  const url = target === 'silent' ? silent.url : receiver.url;
  const body = { event: `alert.${event}` as const, id, alert: { ...alert, siteName: 'Bern' } };
  return postWebhook({ url, secret: 's' }, body, start, outbound);
}

const open = (more: { send?: (message: AlertMessage) => Promise<Delivery> } = {}) =>
  new Outbox({
    store,
    clock: { now: () => nowMs + wallAheadMs, monotonic: () => nowMs },
    send: send,
    isOpen: () => true,
    onError: (error) => errors.push(error),
    ...more,
  });

const message = (id: string, more: Partial<AlertMessage> = {}): AlertMessage => ({
  ...{ id, event: 'opened', alert, channel: 'webhook', target: 'shop', dueMs: start, tries: 0 },
  ...more,
});

let saves = 0;
async function save(...messages: AlertMessage[]): Promise<void> {
  const opened = { ...alert, id: `a${saves++}` };
  await new AlertStore(database.db).save({ opened: [opened], closed: [], messages });
}

/** Lets seconds pass, and what happens in them. */
async function pass(outbox: Outbox, seconds: number): Promise<void> {
  for (let second = 0; second < seconds; second++) {
    nowMs += 1000;
    outbox.wake();
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

const ids = () => receiver.received.map(({ body }) => JSON.parse(body.toString()).id as string);
const left = async () => (await database.db.selectFrom('alert_message').select('id').execute()).length;

describe('the outbox', () => {
  it('sends a message once while the disk is full, and deletes it when there is room again', async () => {
    await save(message('m1'), message('m2', { channel: 'email', target: 'anna@example.com' }));
    store.disk = 'full';
    const outbox = open();
    outbox.wake();
    await expect.poll(() => [receiver.received.length, mailServer.mails.length]).toEqual([1, 1]);
    await pass(outbox, 200);
    expect([receiver.received.length, mailServer.mails.length]).toEqual([1, 1]);
    // With back-off: 1, 2, 4 … 60 s.
    expect(store.writes).toBeLessThan(15);
    expect(errors.length).toBeLessThan(15);
    store.disk = 'well';
    await pass(outbox, 61);
    await expect.poll(left).toBe(0);
    await outbox.stop();
    expect([receiver.received.length, mailServer.mails.length]).toEqual([1, 1]);
  });

  it('sends it once more after a restart on the full disk, and not again', async () => {
    await save(message('m1'));
    store.disk = 'full';
    for (const restarts of [1, 2]) {
      const outbox = open();
      outbox.wake();
      await expect.poll(ids).toHaveLength(restarts);
      await pass(outbox, 30);
      await outbox.stop();
      expect(ids()).toHaveLength(restarts);
    }
  });

  it('backs off from a receiver that fails although the failure cannot be saved', async () => {
    await save(message('m1'));
    store.disk = 'full';
    receiver.status = 503;
    const outbox = open();
    outbox.wake();
    await expect.poll(() => errors.length).toBe(1);
    const triesAtS: number[] = [];
    while (ids().length < 3) {
      if (triesAtS.length < ids().length) triesAtS.push((nowMs - start) / 1000);
      await pass(outbox, 1);
    }
    receiver.status = 200;
    expect(triesAtS).toEqual([0, expect.any(Number)]);
    expect(triesAtS[1]).toBeGreaterThanOrEqual(10);
    expect((nowMs - start) / 1000).toBeGreaterThanOrEqual(40);
    while (ids().length < 4) await pass(outbox, 1);
    await pass(outbox, 200);
    await outbox.stop();
    expect(ids()).toEqual(['m1', 'm1', 'm1', 'm1']);
  });

  it('sends a message once where the database hangs, or answers with what was due a while ago', async () => {
    await save(message('m1'), message('m2', { target: 'other' }));
    const outbox = open();
    store.disk = 'hangs';
    outbox.wake();
    await expect.poll(ids).toHaveLength(2);
    await pass(outbox, 100);
    expect(ids()).toHaveLength(2);

    receiver.received.length = 0;
    await database.db.deleteFrom('alert_message').execute();
    await save(message('m3'));
    store.disk = 'well';
    const slow = open();
    let isSlow = true;
    store.beforeAnswer = async () => {
      if (!isSlow || receiver.received.length === 0) return;
      isSlow = false;
      await expect.poll(left).toBe(0);
    };
    slow.wake();
    await expect.poll(ids).toEqual(['m3']);
    await pass(slow, 20);
    await slow.stop();
    expect(ids()).toEqual(['m3']);
  });

  it('notifies others while a program and a mail server take what they get and answer nothing', async () => {
    mailServer.isSilent = true;
    const mails = Array.from({ length: 30 }, (_, n) =>
      message(`mail${n}`, { channel: 'email', target: `${n}@example.com`, dueMs: start - 2 }),
    );
    const hanging = Array.from({ length: 30 }, (_, n) =>
      message(`s${n}`, { target: 'silent', dueMs: start - 1 }),
    );
    await save(...mails, ...hanging, message('m1'), message('m2', { event: 'closed', dueMs: start + 1 }));
    const outbox = open();
    nowMs += 1;
    outbox.wake();
    await expect.poll(ids).toEqual(['m1', 'm2']);
    expect(silent.received).toHaveLength(1);
    await Promise.all([silent.stop(), mailServer.stop()]);
    await outbox.stop();
    [silent, mailServer] = await Promise.all([startReceiver(), startMailServer()]);
  });

  it('tries a message again that could not be tried, after a while', async () => {
    await save(message('m1'));
    let tries = 0;
    const outbox = open({
      send: (it) => {
        tries += 1;
        return tries === 1 ? Promise.reject(new Error('who may see it cannot be read')) : send(it);
      },
    });
    outbox.wake();
    await expect.poll(() => errors.length).toBe(1);
    await pass(outbox, 8);
    expect(tries).toBe(1);
    await pass(outbox, 5);
    await expect.poll(left).toBe(0);
    await outbox.stop();
    expect([tries, errors.length]).toEqual([2, 1]);
  });

  it('is not held up for a year by a clock that was a year ahead', async () => {
    const year = 365 * 24 * hourMs;
    await save(
      message('m1', { dueMs: start + year }),
      message('m2', { target: 'b', dueMs: start + 24 * hourMs }),
    );
    const outbox = open();
    await pass(outbox, 1);
    await expect.poll(ids).toEqual(['m1']);
    await outbox.stop();
  });

  it('waits as long as it should whatever the clock says meanwhile', async () => {
    await save(message('m1'));
    store.disk = 'full';
    receiver.status = 503;
    const outbox = open();
    outbox.wake();
    await expect.poll(() => errors.length).toBe(1);
    for (const ahead of [24, -24, 8760, -8760]) {
      wallAheadMs = ahead * hourMs;
      await pass(outbox, 2);
    }
    expect(ids()).toHaveLength(1);
    await outbox.stop();
  });
});
