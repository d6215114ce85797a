import type { SensorError } from '#lib/contract/sensor-status.ts';
import { fail, ok } from '#lib/result.ts';
import type { DeviceAccess } from '#server/sensors/device-access.ts';
import type { HistorySource, Want } from '#server/sensors/driver.ts';
import { asSensorError } from '#server/sensors/parse/parameters.ts';
import type { Snapshot } from '#server/sensors/reading.ts';
import type { SensorAnswer } from '#server/sensors/sensor-answer.ts';
import { ChannelHistory, isWithin, type PastCounts, type RememberingDriver } from '../history.ts';
import type { V5Client } from './client.ts';
import { V5Device } from './device.ts';
import { v5ReadingsOf } from './readings.ts';

/** A sensor that counts but does not report its serial must not be slowed down by repeated requests. */
const maxAsked = 3;
/** A day has 1440 bins of every logic: about a megabyte. */
const dayMs = 86_400_000;

/**
 * Reads the logics of a sensor: lines as counts, zones as levels. Levels cannot be set on it: the people in a
 * zone are those it sees. Counters can be reset, which is not an adjust.
 */
export class V5Driver implements RememberingDriver {
  readonly pastCounts: PastCounts;
  readonly history: HistorySource;
  readonly device: DeviceAccess;
  /** For calls other than readings. */
  readonly client: V5Client;
  /** Lines of the last answer. */
  #lines: ReadonlySet<string> = new Set();
  #serial: string | undefined;
  /** The login after which the serial was requested, and how often. */
  #serialAsked = { login: -1, times: 0 };

  /** @param timezone IANA zone of the site, whose days are exported */
  constructor(client: V5Client, timezone = 'UTC') {
    this.client = client;
    this.pastCounts = {
      longestMs: dayMs,
      fetch: async (channels, period, signal) => {
        const bins = await client.history(period, signal);
        return bins.ok
          ? ok(bins.value.filter((bin) => channels.has(bin.channel) && isWithin(bin, period)))
          : fail(asSensorError(bins.error));
      },
    };
    this.history = new ChannelHistory(this.pastCounts, [60_000]);
    this.device = new V5Device({
      client,
      resetLine: (channel, signal) => this.#reset(channel, signal),
      lines: () => this.#lines,
      timezone,
    });
  }

  async read(wants: readonly Want[], signal: AbortSignal): SensorAnswer<Snapshot> {
    const answer = await this.client.liveLogics(signal);
    if (!answer.ok) return answer;
    const snapshot = v5ReadingsOf(answer.value, wants);
    if (!snapshot.ok) return snapshot;
    this.#lines = new Set(
      snapshot.value.readings.filter(({ kind }) => kind === 'count').map(({ channel }) => channel),
    );
    await this.#askSerial(signal);
    return ok({ ...snapshot.value, ...(this.#serial === undefined ? {} : { serial: this.#serial }) });
  }

  /**
   * Live logics do not name their sensor. The serial is requested once per login, because another sensor at the
   * same address would require one; a sensor that does not report it has no serial.
   */
  async #askSerial(signal: AbortSignal): Promise<void> {
    const login = this.client.logins;
    if (this.#serialAsked.login !== login) this.#serialAsked = { login, times: 0 };
    if (this.#serialAsked.times >= maxAsked) return;
    this.#serialAsked.times += 1;
    const info = await this.client.deviceInfo(signal);
    if (info.ok) this.#serial = info.value.serial;
    if (info.ok || !mayPass(info.error)) this.#serialAsked.times = maxAsked;
  }

  /** @returns the counts until just before the reset, so that no count is lost */
  async #reset(channel: string, signal: AbortSignal): SensorAnswer<Snapshot> {
    const before = await this.read([{ channel, use: 'count' }], signal);
    if (!before.ok) return before;
    if (!this.#lines.has(channel)) {
      return fail({ kind: 'no-channel', channel, available: [...this.#lines] });
    }
    const done = await this.client.resetLogic(channel, signal);
    return done.ok ? before : fail(asSensorError(done.error));
  }
}

function mayPass({ kind }: SensorError): boolean {
  return kind === 'unreachable' || kind === 'timeout' || kind === 'rate-limited';
}
