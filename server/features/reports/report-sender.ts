import { createHash, randomUUID } from 'node:crypto';
import type { ChainReport, Report, ReportKind } from '#lib/contract/report.ts';
import { deliveryInEnglish } from '#lib/i18n/delivery-in-english.ts';
import type { Clock } from '#server/clock.ts';
import { dueAt, lastPeriod } from '#server/engine/report-period.ts';
import type { SiteConfig } from '#server/platform/config/configuration.ts';
import type { RetentionTime } from '#server/platform/retention-clock.ts';
import { Rounds } from '#server/platform/rounds.ts';
import type { Delivery } from '../alerts/channels/delivery.ts';
import type { Mail } from '../alerts/channels/email.ts';
import { chainScope, type ReportStore, type Sending } from './report-store.ts';

/** A report as it is mailed, without its receiver. */
export type ReportMail = Omit<Mail, 'to' | 'messageId'>;

export interface ReportSenderParts {
  readonly store: ReportStore;
  readonly clock: Clock;
  readonly retention: RetentionTime;
  sites(): readonly SiteConfig[];
  /** Whether a site runs on another sidecar, which knows more of it and sends its reports. */
  isElsewhere(site: string): boolean;
  /** Makes the mail of a report; of the chain, where the scope is `*`. Undefined: the site is gone. */
  make(scope: string, kind: ReportKind, day: string): Promise<ReportMail | undefined>;
  /** Sends one e-mail. */
  mail(mail: Mail): Promise<Delivery>;
  onError(error: unknown): void;
}

const minuteMs = 60_000;
const everyMs = 30_000;
/** A report that was due longer ago is sent no more: the next one is near, and the page has it. */
const lateMs = 3 * 24 * 60 * minuteMs;
/** A process that has not said within this time that it has sent a report has ended. */
const claimMs = 15 * minuteMs;
/** The waits after failed tries: a day in all. */
const waitsMs = [1, 5, 15, 60, 120, 240, 480, 480].map((minutes) => minutes * minuteMs);
const atOnce = 1000;
/** The page shows what was sent lately. */
const keptMs = 90 * 24 * 60 * minuteMs;
const forgetEveryMs = 24 * 60 * minuteMs;

/**
 * Sends the reports that are due, each to each receiver once: whoever has claimed its row in the database sends it. A
 * receiver that cannot be reached is tried again for a day and delays no other.
 */
export class ReportSender {
  readonly #parts: ReportSenderParts;
  readonly #who = randomUUID();
  /** Sent, and not yet on disk: they are not sent again by this process, whatever the database says. */
  readonly #unsaved = new Map<string, Sending>();
  /** When old sendings were last deleted (monotonic ms). */
  #forgottenMs = Number.NEGATIVE_INFINITY;
  readonly #rounds = new Rounds(
    () => this.#sendDue().catch((error: unknown) => this.#parts.onError(error)),
    everyMs,
  );
  #isStopped = false;

  constructor(parts: ReportSenderParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#rounds.start();
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#rounds.stop();
  }

  /** Sends what is due. Never throws. */
  wake(): Promise<void> {
    return this.#rounds.run();
  }

  /** Sends a report now, beside what is due: to receivers that have it, once more. */
  async sendNow(scope: string, kind: ReportKind, day: string, emails: readonly string[]): Promise<void> {
    const { store, clock } = this.#parts;
    await store.again(
      emails.map((email) => ({ scope, kind, from: day, email })),
      clock.now(),
    );
    void this.wake();
  }

  async #sendDue(): Promise<void> {
    const { store, clock, retention } = this.#parts;
    for (const sending of [...this.#unsaved.values()]) await this.#sent(sending);
    if (clock.monotonic() - this.#forgottenMs >= forgetEveryMs) {
      this.#forgottenMs = clock.monotonic();
      await store.forget(retention.now() - keptMs);
    }
    const nowMs = clock.now();
    const chain = await store.chain();
    await store.add(dueSendings(this.#parts.sites(), chain, nowMs), nowMs);
    const mails = new Map<string, ReportMail | undefined>();
    for (const sending of await store.due(clock.now(), atOnce)) {
      if (this.#isStopped) return;
      if (this.#unsaved.has(keyOf(sending)) || this.#parts.isElsewhere(sending.scope)) continue;
      await this.#send(sending, mails);
    }
  }

  async #send(
    { tries, ...sending }: Sending & { readonly tries: number },
    mails: Map<string, ReportMail | undefined>,
  ): Promise<void> {
    const { store, clock, make, mail } = this.#parts;
    const nowMs = clock.now();
    if (!(await store.claim(sending, this.#who, nowMs, nowMs + claimMs))) return;
    const { scope, kind, from, email } = sending;
    const about = [scope, kind, from].join(' ');
    try {
      // The same report goes to all its receivers.
      if (!mails.has(about)) mails.set(about, await make(scope, kind, from));
      const report = mails.get(about);
      if (report === undefined) {
        await store.failed(sending, this.#who, `There is no site ${scope} any more.`, clock.now(), undefined);
        return;
      }
      const delivery = await mail({ ...report, to: email, messageId: messageIdOf(sending) });
      if (delivery.kind === 'sent') await this.#sent(sending);
      else await this.#failed(sending, tries, deliveryInEnglish(delivery.problem), delivery.isFinal);
    } catch (error) {
      this.#parts.onError(error);
      if (this.#unsaved.has(keyOf(sending))) return;
      await this.#failed(sending, tries, 'The report could not be made. The log says why.', false);
    }
  }

  async #sent(sending: Sending): Promise<void> {
    this.#unsaved.set(keyOf(sending), sending);
    await this.#parts.store.sent(sending, this.#who, this.#parts.clock.now());
    this.#unsaved.delete(keyOf(sending));
  }

  async #failed(sending: Sending, tries: number, error: string, isFinal: boolean): Promise<void> {
    const nowMs = this.#parts.clock.now();
    const waitMs = isFinal ? undefined : waitsMs[tries];
    await this.#parts.store.failed(
      sending,
      this.#who,
      error,
      nowMs,
      waitMs === undefined ? undefined : nowMs + waitMs,
    );
  }
}

/** The reports that are due at a moment (epoch ms), by what the sites and the chain want. */
export function dueSendings(
  sites: readonly SiteConfig[],
  chain: ChainReport | undefined,
  nowMs: number,
): Sending[] {
  const wanted = sites.flatMap(({ id, timezone, reports }) =>
    reports === undefined ? [] : [{ scope: id, timezone, ...reports }],
  );
  const [hour = 0, minute = 0] = chain?.at.split(':').map(Number) ?? [];
  const all =
    chain === undefined ? wanted : [...wanted, { scope: chainScope, ...chain, at: { hour, minute } }];
  return all.flatMap((each) => {
    const kinds: ReportKind[] = [
      ...(each.weekly ? ['week' as const] : []),
      ...(each.monthly ? ['month' as const] : []),
    ];
    return kinds.flatMap((kind) => {
      const period = lastPeriod(kind, nowMs, each.timezone);
      const dueMs = dueAt(period, each.at, each.timezone);
      if (nowMs < dueMs || nowMs > dueMs + lateMs) return [];
      return each.emails.map((email) => ({ scope: each.scope, kind, from: period.from, email }));
    });
  });
}

/** The same for each try: a mail program that gets it twice recognises it. */
function messageIdOf(sending: Sending): string {
  return `<${createHash('sha256').update(keyOf(sending)).digest('hex').slice(0, 32)}@reports.doorlight>`;
}

function keyOf({ scope, kind, from, email }: Sending): string {
  return [scope, kind, from, email].join(' ');
}

/** The file beside a report: a line for each day of each zone. */
export function csvRowsOf({ zones }: Report): Record<string, string | number>[] {
  return zones.flatMap(({ site, zone, days, above }) =>
    days.map(({ date, isClosed, visitors, peak }) => ({
      site,
      zone,
      date,
      closed: isClosed ? 'yes' : 'no',
      visitors: visitors ?? '',
      peak: peak ?? '',
      timesAboveCapacity: above.filter(({ from }) => from.startsWith(date)).length,
    })),
  );
}
