import type { DisplayStatus } from '#lib/contract/display.ts';
import type { DisplayReport, DisplayScreen } from '#lib/contract/display-report.ts';
import type { KeptScreen, LastSeen } from './last-seen-store.ts';
import { screenOf } from './screen-of.ts';

/** A clock or a time must differ by this much from the reported one to be reported again, milliseconds. */
const clockStepMs = 2_000;
const loadedStepMs = 10_000;

/** The screens under one display's id: usually one, several if an address was used twice. */
export class Screens {
  #connections = 0;
  #seenAt: string | undefined;
  #isKnown: boolean;
  /** Whether any was connected to this sidecar, as far as is stored. */
  #isSeenHere: boolean;
  /** State of the screen that reported last; kept when it disconnects. */
  #last: KeptScreen | undefined;
  /** By connection. */
  readonly #reported = new Map<string, KeptScreen>();

  private constructor(lastSeen: LastSeen | undefined) {
    this.#isKnown = lastSeen !== undefined;
    this.#isSeenHere = lastSeen !== undefined;
    this.#last = lastSeen?.kept;
    // After a power cut the last report is the last sign of life, not the time of connecting.
    this.#seenAt = later(lastSeen?.seenAt, lastSeen?.kept?.screen.reportedAt);
  }

  /** Screens known only from their stored state. */
  static remembered(lastSeen: LastSeen | undefined): Screens {
    return new Screens(lastSeen);
  }

  /** Connected now. */
  get connections(): number {
    return this.#connections;
  }

  /** When one last connected or disconnected (ISO 8601 UTC). */
  get seenAt(): string | undefined {
    return this.#seenAt;
  }

  /** Whether any was ever connected. */
  get isKnown(): boolean {
    return this.#isKnown;
  }

  /** Whether there is anything to store. */
  get isSeenHere(): boolean {
    return this.#isSeenHere;
  }

  /** One was connected to another sidecar. */
  remember(): void {
    this.#isKnown = true;
  }

  get kept(): KeptScreen | undefined {
    return this.#last;
  }

  seen(connections: number, at: string, gone?: string): void {
    this.#connections = connections;
    this.#seenAt = at;
    this.#isKnown = true;
    this.#isSeenHere = true;
    if (gone !== undefined) this.#reported.delete(gone);
    const [only, ...others] = this.#reported.values();
    if (only !== undefined && others.length === 0) this.#last = only;
  }

  /** Returns whether it contains anything new. See `screenOf` for the parameters. */
  report(
    connection: string,
    report: DisplayReport,
    revision: string | undefined,
    nowMs: number,
    answeredMs: number | undefined,
  ): boolean {
    const before = this.#reported.get(connection) ?? (this.#reported.size === 0 ? this.#last : undefined);
    const screen = screenOf(report, before?.screen, revision, nowMs, answeredMs);
    const known = before !== undefined && isAlike(before.screen, screen) ? before.screen : undefined;
    // Reported values are kept, so that small steps add up until they are reported.
    const reported = known === undefined ? screen : { ...known, reportedAt: screen.reportedAt };
    const { revision: made } = report;
    this.#last = { screen: reported, ...(made !== undefined && { revision: made }) };
    this.#reported.set(connection, this.#last);
    this.#isKnown = true;
    this.#isSeenHere = true;
    return known === undefined;
  }

  /** @param revision of the page as it would be made now */
  status(revision: string | undefined): Pick<DisplayStatus, 'connections' | 'seenAt' | 'screen' | 'screens'> {
    const now = ({ screen, revision: made }: KeptScreen): DisplayScreen => ({
      ...screen,
      isCurrent: made === revision,
    });
    return {
      connections: this.#connections,
      ...(this.#seenAt !== undefined && { seenAt: this.#seenAt }),
      ...(this.#last !== undefined && { screen: now(this.#last) }),
      ...(this.#connections > 1 && { screens: [...this.#reported.values()].map(now) }),
    };
  }
}

/** Whether no difference would be visible. */
function isAlike(before: DisplayScreen, now: DisplayScreen): boolean {
  const {
    reportedAt: _a,
    loadedAt: loadedBefore,
    clockErrorMs: clockBefore,
    recentErrors: _b,
    ...one
  } = before;
  const { reportedAt: _c, loadedAt, clockErrorMs, recentErrors: _d, ...other } = now;
  return (
    Math.abs(clockErrorMs - clockBefore) < clockStepMs &&
    Math.abs(Date.parse(loadedAt) - Date.parse(loadedBefore)) < loadedStepMs &&
    JSON.stringify(one) === JSON.stringify(other)
  );
}

function later(one: string | undefined, other: string | undefined): string | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return one > other ? one : other;
}
