import type { SensorError } from '#lib/contract/sensor-status.ts';
import { fail, ok, type Result } from '#lib/result.ts';
import type { Clock } from '../clock.ts';
import { CommandQueue } from './command-queue.ts';
import { type ActionAccess, type DeviceAccess, type DeviceError, rejectParameter } from './device-access.ts';
import type { Answer, DeviceHistory, HistorySource, SensorConfig, SensorDriver, Want } from './driver.ts';
import type { InsightsSource } from './insights.ts';
import { nextPollMs } from './poll-schedule.ts';
import { type PollAlarm, PollTimer } from './poll-timer.ts';
import { PushIntake } from './push/push-intake.ts';
import type { PushMemory } from './push/push-memory.ts';
import type { Pushed } from './push/pushed.ts';
import type { Snapshot } from './reading.ts';
import type { SensorAnswer, SensorResult } from './sensor-answer.ts';
import type { SensorHealth } from './sensor-health.ts';
import { fromZero, withReadings } from './snapshot-changes.ts';

/** A good answer of a device. */
export interface Arrival {
  readonly config: SensorConfig;
  readonly snapshot: Snapshot;
  /** Monotonic ms. */
  readonly arrivedAtMs: number;
}

export interface SensorParts {
  readonly config: SensorConfig;
  readonly driver: SensorDriver;
  /** Empty if no zone uses it: the device is polled nevertheless, because staff sees its status. */
  readonly wants: readonly Want[];
  readonly clock: Clock;
  /** Shared by all sensors; default: one of its own. */
  readonly polls?: PollTimer;
  /** The serial number pinned at first contact; a device with another one is refused. */
  readonly pinnedSerial?: string;
  onArrival(arrival: Arrival): void;
  /** The health has changed. */
  onChange(): void;
  /** First contact: from now on this is the sensor's serial number. */
  onSerial?(serial: string): void;
  /** The stored state of its pushes, from before the last restart. */
  readonly pushMemory?: PushMemory;
  /** Saves the state of its pushes; resolves once it is on disk. */
  savePushes?(memory: PushMemory): Promise<void>;
  /** The driver threw, which it never should. */
  onBug(error: unknown): void;
  /** 0 to 1. */
  random?(): number;
}

/** A read of the device that has ended. */
interface EndedRead {
  readonly isAnswered: boolean;
  readonly error: SensorError | undefined;
  /** Monotonic ms. */
  readonly dueMs: number;
  readonly nowMs: number;
}

/** Maximum poll interval of a device that pushes: pushes are added to the last poll. */
const pollAtLeastEveryMs = 60_000;
/** First polls are spread over this time, so that a fleet is not polled all at once. */
const spreadMs = 1000;
/** Poll interval after a command, and its duration, if polls are rarer. */
const watchEveryMs = 500;
const watchForMs = 10_000;

/**
 * One running sensor: polls its device, one request at a time, backs off when it fails, and sends commands.
 * Readings are passed on unchanged; their meaning for a zone is not decided here.
 */
export class Sensor {
  readonly #parts: SensorParts;
  readonly #random: () => number;
  readonly #abort = new AbortController();
  /** Changed in place: every poll of every sensor changes it. */
  readonly #health: { -readonly [Part in keyof SensorHealth]: SensorHealth[Part] };
  readonly #heardAt = { wallMs: 0, monotonicMs: 0 };
  readonly #polls: PollTimer;
  readonly #alarm: PollAlarm = { ring: () => this.#start(), slot: undefined };
  #dueMs = 0;
  #polledMs = Number.NEGATIVE_INFINITY;
  readonly #pushes: PushIntake;
  /** The last poll. */
  #poll: Promise<void> | undefined;
  #isPolling = false;
  /** A push arrived since the running poll began: its answer may be older. */
  #isHinted = false;
  readonly #commands = new CommandQueue();
  #closeWatchUntilMs = Number.NEGATIVE_INFINITY;
  #isStopped = false;

  constructor(parts: SensorParts) {
    this.#parts = parts;
    this.#random = parts.random ?? Math.random;
    this.#polls = parts.polls ?? new PollTimer(parts.clock);
    const { pinnedSerial, wants } = parts;
    const { givesChanges = false } = parts.driver;
    const countsAlone = ({ use }: Want) => use === 'auto' || (givesChanges && use === 'count');
    this.#pushes = new PushIntake({
      countsAlone: new Set(wants.filter(countsAlone).map(({ channel }) => channel)),
      memory: parts.pushMemory,
      save: async (memory) => parts.savePushes?.(memory),
      onSnapshot: (snapshot) => this.#takePushed(snapshot),
      onBug: parts.onBug,
    });
    this.#health = { failures: 0, ...(pinnedSerial === undefined ? {} : { serial: pinnedSerial }) };
  }

  start(): void {
    const { clock, config, driver } = this.#parts;
    if (driver.listen !== undefined) {
      this.#pushes.decide();
      driver.listen({
        onPushed: (pushed) => this.push(pushed).then(() => undefined),
        onFailure: (error) => {
          this.#fail(error);
          this.#parts.onChange();
        },
      });
      return;
    }
    this.#schedule(clock.monotonic() + this.#random() * Math.min(config.pollMs, spreadMs));
  }

  /** Aborts what is running. Resolves when nothing of the sensor runs any more. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#polls.clear(this.#alarm);
    this.#abort.abort();
    this.#pushes.decide();
    await Promise.allSettled([this.#poll, this.#commands.settled()]);
    await this.#parts.driver.close?.();
  }

  health(): SensorHealth {
    return this.#health;
  }

  /** When the device is asked next (monotonic ms). */
  get dueMs(): number {
    return this.#dueMs;
  }

  canSet(channel: string): boolean {
    return this.#parts.driver.occupancyControl?.canSet(channel) ?? false;
  }

  /** Sets the people inside on the device, as a {@link command}. */
  setOccupancy(channel: string, occupancy: number): SensorAnswer<void> {
    const control = this.#parts.driver.occupancyControl;
    if (control === undefined) throw new Error(`${this.#parts.config.driver} has no occupancy to set`);
    return this.command((signal) => control.set(channel, occupancy, signal));
  }

  /**
   * Sends a command to the device, after earlier ones. Reads that began before it ended are dropped: they would
   * undo it.
   */
  command<T, E>(send: (signal: AbortSignal) => Promise<Result<T, E>>): Promise<Result<T, E | SensorError>> {
    return this.#commands.run(
      async () => {
        try {
          return await send(this.#abort.signal);
        } catch (error) {
          this.#parts.onBug(error);
          return fail(bugError);
        }
      },
      () => {
        this.#closeWatchUntilMs = this.#parts.clock.monotonic() + watchForMs;
        this.pollSoon();
      },
    );
  }

  /** What the device offers besides its counts; undefined if nothing, or not known yet. */
  get device(): DeviceAccess | undefined {
    return this.#parts.driver.device;
  }

  /**
   * Runs an action of the device, as a {@link command}. If it resets totals, the counts until then are passed
   * on first.
   */
  act(request: Parameters<ActionAccess['run']>[0]): Promise<Result<void, DeviceError>> {
    const actions = this.device?.actions;
    if (actions === undefined) return Promise.resolve(rejectParameter('action', ['none'], request.id));
    return this.command(async (signal): Promise<Result<void, DeviceError>> => {
      const done = await actions.run(request, { signal, read: () => this.#readForCommand(signal) });
      if (!done.ok) return done;
      const { before, restarted } = done.value;
      if (before === undefined || this.#isStopped) return ok(undefined);
      if (before !== this.#health.snapshot) this.#take(before, this.#parts.clock.monotonic());
      this.#pushes.rebase(restarted === undefined ? before : fromZero(before, restarted));
      this.#parts.onChange();
      return ok(undefined);
    });
  }

  /** A reading made for a command is passed on at once: the command may succeed although its answer is lost. */
  async #readForCommand(signal: AbortSignal): SensorAnswer<Snapshot> {
    const { driver, wants, clock } = this.#parts;
    const answer = await driver.read(wants, signal);
    if (!answer.ok || this.#isStopped) return answer;
    const error = this.#take(answer.value, clock.monotonic());
    return error?.kind === 'other-device' ? fail(error) : answer;
  }

  /**
   * Processes a push. One that came before, or contains nothing new, changes nothing.
   *
   * @returns resolves once it is counted; before the first poll was tried, that is after it. The error where another
   * device sent it
   * @throws when it cannot be saved, or the sensor stops: the device shall send it again
   */
  async push(pushed: Pushed): SensorAnswer<void> {
    if (this.#isStopped) throw new Error('the sensor has stopped');
    const stranger = pushed.facts && this.#strangerOf(pushed.facts.serial);
    if (stranger !== undefined) {
      this.#fail(stranger);
      this.#parts.onChange();
      return fail(stranger);
    }
    if (pushed.facts !== undefined) this.#learn(pushed.facts);
    if (pushed.isHint) {
      this.#isHinted = this.#isPolling;
      this.pollSoon();
    }
    await this.#pushes.ingest(pushed);
    this.#parts.onChange();
    return ok(undefined);
  }

  /** What the body of a push says, where the sensor's configuration says how to read it. */
  get parsePush(): SensorDriver['parsePush'] {
    const { driver } = this.#parts;
    return driver.parsePush?.bind(driver);
  }

  #strangerOf(found: string | undefined): SensorError | undefined {
    const pinned = this.#health.serial;
    return found !== undefined && pinned !== undefined && found !== pinned
      ? { kind: 'other-device', pinned, found }
      : undefined;
  }

  #learn(facts: NonNullable<Pushed['facts']>): void {
    const { serial } = facts;
    if (serial !== undefined && this.#health.serial === undefined) this.#parts.onSerial?.(serial);
    if (serial !== undefined) this.#health.serial = serial;
    this.#health.snapshot = { readings: [], ...this.#health.snapshot, ...facts };
  }

  /**
   * Passes on what people have counted at its door.
   *
   * @throws when the sensor has stopped
   */
  accept(snapshot: Snapshot): void {
    const { config, clock } = this.#parts;
    const { watchedMs, byHand } = snapshot;
    const isOwn = byHand === undefined && typeof watchedMs === 'number';
    // Beside a device: its own condition goes on.
    if (isOwn) this.#takePushed(snapshot);
    else this.#parts.onArrival({ config, snapshot, arrivedAtMs: clock.monotonic() });
    this.#parts.onChange();
  }

  #takePushed(snapshot: Snapshot): void {
    if (this.#isStopped) throw new Error('the sensor has stopped');
    const { config, clock } = this.#parts;
    const arrivedAtMs = clock.monotonic();
    this.#heard(withReadings(this.#health.snapshot, snapshot.readings), snapshot.watchedMs ?? arrivedAtMs);
    if (this.#parts.driver.listen !== undefined) this.#health.failures = 0;
    this.#parts.onArrival({ config, snapshot, arrivedAtMs });
    this.#pollLess(arrivedAtMs);
  }

  /** A push replaces a poll, for a while. */
  #pollLess(nowMs: number): void {
    if (this.#isPolling || this.#commands.isBusy) return;
    const { pollMs } = this.#parts.config;
    this.#schedule(Math.min(nowMs + pollMs, Math.max(this.#polledMs + pollAtLeastEveryMs, this.#dueMs)));
  }

  /** The device's memory; undefined if its driver offers none. */
  get history(): Pick<HistorySource, 'history'> | undefined {
    const source = this.#parts.driver.history;
    if (source === undefined) return undefined;
    return {
      history: async (channel, fromMs, toMs, signal): SensorAnswer<DeviceHistory> => {
        try {
          return await source.history(channel, fromMs, toMs, AbortSignal.any([signal, this.#abort.signal]));
        } catch (error) {
          this.#parts.onBug(error);
          return fail(bugError);
        }
      },
    };
  }

  /** Insights from the system behind the sensor; undefined if it has none, or they are not known yet. */
  get insights(): InsightsSource | undefined {
    return this.#parts.driver.insights;
  }

  /** Polls as soon as nothing else is running. */
  pollSoon(): void {
    this.#schedule(this.#parts.clock.monotonic());
  }

  #schedule(dueMs: number): void {
    if (this.#isStopped || this.#parts.driver.listen !== undefined) return;
    this.#dueMs = dueMs;
    this.#polls.set(this.#alarm, dueMs);
  }

  #start(): void {
    // The running poll or command schedules the next one when it ends.
    if (this.#isPolling || this.#commands.isBusy) return;
    this.#isHinted = false;
    this.#isPolling = true;
    this.#poll = this.#read();
  }

  async #read(): Promise<void> {
    const { driver, wants } = this.#parts;
    const dueMs = this.#dueMs;
    const commandsEnded = this.#commands.ended;
    try {
      let answer: SensorResult<Answer>;
      try {
        answer = await driver.read(wants, this.#abort.signal);
      } catch (error) {
        this.#parts.onBug(error);
        answer = fail(bugError);
      }
      if (this.#isStopped) return;
      const nowMs = this.#parts.clock.monotonic();
      if (this.#commands.isBusy || this.#commands.ended !== commandsEnded) return this.#schedule(nowMs);
      let error = answer.ok ? this.#take(answer.value, nowMs) : answer.error;
      if (answer.ok && error === undefined && answer.value.pushed !== undefined) {
        error = await this.#takeChanges(answer.value.pushed);
      }
      if (!this.#isStopped) this.#ended({ isAnswered: answer.ok, error, dueMs, nowMs });
    } finally {
      this.#isPolling = false;
    }
  }

  #ended({ isAnswered, error, dueMs, nowMs }: EndedRead): void {
    if (error !== undefined) this.#fail(error);
    this.#parts.onChange();
    const { config } = this.#parts;
    const pollMs = nowMs < this.#closeWatchUntilMs ? Math.min(config.pollMs, watchEveryMs) : config.pollMs;
    const isOfDevice = isAnswered && error?.kind !== 'other-device';
    const { failures } = this.#health;
    const poll = { dueMs, nowMs, pollMs, failures, error: isOfDevice ? undefined : error };
    // A failing device keeps its back-off even if it pushes.
    this.#schedule(this.#isHinted && isOfDevice ? nowMs : nextPollMs(poll, this.#random()));
  }

  /** @returns what is wrong with an answer that could be understood */
  #take(snapshot: Answer, arrivedAtMs: number): SensorError | undefined {
    const { config } = this.#parts;
    const { pushed } = snapshot;
    const found = snapshot.serial;
    const stranger = this.#strangerOf(found);
    if (stranger !== undefined) return stranger;
    if (found !== undefined && this.#health.serial === undefined) this.#parts.onSerial?.(found);
    this.#polledMs = arrivedAtMs;
    if (pushed === undefined) this.#pushes.rebase(snapshot);
    else this.#pushes.decide();
    const missing = this.#missingChannel(snapshot, pushed);
    if (found !== undefined) this.#health.serial = found;
    this.#heard(snapshot, arrivedAtMs);
    if (missing === undefined) this.#health.failures = 0;
    this.#parts.onArrival({ config, snapshot, arrivedAtMs });
    return missing;
  }

  /** Counts what an answer says of stretches of time. */
  async #takeChanges(pushed: Pushed): Promise<SensorError | undefined> {
    try {
      await this.#pushes.ingest(pushed);
      return undefined;
    } catch (error) {
      // It is asked for again, and counted then.
      this.#parts.onBug(error);
      return bugError;
    }
  }

  #missingChannel({ readings }: Snapshot, pushed: Pushed | undefined): SensorError | undefined {
    const { wants } = this.#parts;
    const isThere = ({ channel }: Want) =>
      readings.some((reading) => reading.channel === channel) ||
      pushed?.intervals.some((interval) => interval.channel === channel) === true;
    const missing = wants.find((want) => !isThere(want));
    if (missing === undefined) return undefined;
    const available = [...new Set([...readings, ...(pushed?.intervals ?? [])].map(({ channel }) => channel))];
    return { kind: 'no-channel', channel: missing.channel, available };
  }

  #heard(snapshot: Snapshot, monotonicMs: number): void {
    this.#health.snapshot = snapshot;
    this.#heardAt.wallMs = this.#parts.clock.now();
    this.#heardAt.monotonicMs = monotonicMs;
    this.#health.lastReadingAt = this.#heardAt;
  }

  #fail(error: SensorError): void {
    this.#health.lastError = { error, atWallMs: this.#parts.clock.now() };
    this.#health.failures++;
    this.#pushes.decide();
  }
}

/** The error shown for a bug; details are in the log. */
const bugError: SensorError = {
  kind: 'invalid',
  field: 'answer',
  expected: 'an answer this version of Doorlight can handle',
  found: 'one that it cannot',
};
