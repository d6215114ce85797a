import { z } from 'zod';
import type { Update, UpdateFailure } from '#lib/contract/about.ts';
import { updateSchema } from '#lib/contract/about.ts';
import { AddressRefusedError, textOfAtMost } from '#server/network/outbound.ts';
import { withoutCredentials } from '#server/platform/config/printed-value.ts';
import { InstallationStore } from '#server/platform/database/installation-store.ts';
import { readDocument } from '#server/platform/database/stored-document.ts';
import type { Platform } from '#server/platform/platform.ts';
import { Rounds } from '#server/platform/rounds.ts';

const dayMs = 24 * 3_600_000;
const checkEveryMs = 10 * 60_000;
const timeoutMs = 20_000;
const maxBytes = 64_000;
const row = 'update-check';
/** Release candidates are not announced. */
const releasePattern = /^\d{1,6}\.\d{1,6}\.\d{1,6}$/;

/** `latest.json`, as `npm run release` writes it; more may stand in it. */
const feedSchema = z.object({
  version: z.string().regex(releasePattern),
  notes: z.string().max(500).optional(),
});

/** What the last question has brought. The latest version stays while the address does not answer. */
const storedSchema = z.object({
  /** The address that was asked: what another one said does not count. */
  url: z.string(),
  askedAt: updateSchema.shape.askedAt.unwrap(),
  latest: updateSchema.shape.latest,
  failure: updateSchema.shape.failure,
});
type Stored = z.infer<typeof storedSchema>;

type Answer = { readonly latest: Update['latest'] } | { readonly failure: UpdateFailure };

export interface UpdateCheckParts {
  readonly platform: Pick<Platform, 'clock' | 'database' | 'environment' | 'logger' | 'outbound' | 'version'>;
  /** With several sidecars: whether this one does what is done once for all of them. */
  readonly isFirst?: (() => boolean) | undefined;
}

/**
 * Asks once a day, where the owner wants that, which version is the latest, and never does more than say so. The question
 * is a GET that is the same from everybody: no version, no name, no cookie, no tag of an earlier answer.
 */
export class UpdateCheck {
  readonly #parts: UpdateCheckParts;
  readonly #url: string | undefined;
  readonly #store: InstallationStore;
  #isStopped = false;
  #asking: AbortController | undefined;
  readonly #rounds = new Rounds(() => this.#wake(), checkEveryMs);

  constructor(parts: UpdateCheckParts) {
    this.#parts = parts;
    this.#url = parts.platform.environment.updateUrl;
    this.#store = new InstallationStore(parts.platform.database.db);
  }

  /** Not at once: a Doorlight that restarts again and again sends no requests. */
  start(): void {
    if (this.#url !== undefined) this.#rounds.start();
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#asking?.abort();
    await this.#rounds.stop();
  }

  /** Asks if the last question is a day old. Never throws. */
  wake(): Promise<void> {
    return this.#rounds.run();
  }

  async #wake(): Promise<void> {
    try {
      await this.#askIfDue();
    } catch (error) {
      this.#parts.platform.logger.warn({ error }, 'cannot look for a new version');
    }
  }

  /** What is known; by any sidecar. */
  async status(): Promise<Update> {
    const url = this.#url;
    if (url === undefined) return { isOn: false };
    const { version } = this.#parts.platform;
    const { askedAt, latest, failure } = (await this.#stored(url)) ?? {};
    const isNewer = latest !== undefined && isNewerVersion(latest.version, version);
    return {
      isOn: true,
      url: withoutCredentials(url),
      askedAt,
      failure,
      latest: isNewer ? latest : undefined,
    };
  }

  async #askIfDue(): Promise<void> {
    const { platform, isFirst } = this.#parts;
    const url = this.#url;
    if (url === undefined || isFirst?.() === false) return;
    const nowMs = platform.clock.now();
    const before = await this.#stored(url);
    // A clock that was set back does not postpone the next question.
    if (before !== undefined && Math.abs(nowMs - Date.parse(before.askedAt)) < dayMs) return;
    const answer = await this.#ask(url);
    if (this.#isStopped) return;
    if ('failure' in answer)
      platform.logger.warn(
        { url: withoutCredentials(url), failure: answer.failure },
        'no word of new versions',
      );
    const askedAt = new Date(nowMs).toISOString();
    const stored: Stored = { latest: before?.latest, ...answer, url, askedAt };
    await this.#store.setValue(row, JSON.stringify(stored));
  }

  async #stored(url: string): Promise<Stored | undefined> {
    const value = (await this.#store.values([row])).get(row);
    const read = value === undefined ? undefined : readDocument(storedSchema, value);
    return read?.ok && read.value.url === url ? read.value : undefined;
  }

  async #ask(url: string): Promise<Answer> {
    const asking = new AbortController();
    this.#asking = asking;
    const late = setTimeout(() => asking.abort(), timeoutMs);
    try {
      const answer = await this.#parts.platform.outbound.fetchOwned(url, {
        headers: { accept: 'application/json', 'user-agent': 'Doorlight' },
        signal: asking.signal,
      });
      if (answer.status !== 200) await answer.body?.cancel();
      if (answer.status >= 300 && answer.status < 400) return { failure: 'redirect' };
      if (answer.status !== 200) return { failure: 'status' };
      const text = await textOfAtMost(maxBytes, answer);
      const feed = text === undefined ? undefined : readDocument(feedSchema, text);
      if (!feed?.ok) return { failure: 'unreadable' };
      return { latest: { version: feed.value.version, link: linkOf(feed.value.notes, url) } };
    } catch (error) {
      const cause = error instanceof Error ? error.cause : undefined;
      return { failure: cause instanceof AddressRefusedError ? 'not-allowed' : 'no-answer' };
    } finally {
      clearTimeout(late);
    }
  }
}

/** Where the new version is described: on the host that was asked, whatever the answer names. */
function linkOf(notes: string | undefined, asked: string): string {
  const folder = new URL('.', asked);
  const named = notes !== undefined && URL.canParse(notes, folder.href) ? new URL(notes, folder) : folder;
  return (named.origin === folder.origin ? named : folder).href;
}

/** Whether a release is later than what runs; what runs may be a candidate of that very release. */
export function isNewerVersion(release: string, running: string): boolean {
  const parts = /^(\d+)\.(\d+)\.(\d+)(-)?/.exec(running);
  if (parts === null || !releasePattern.test(release)) return false;
  const [, ...numbers] = parts;
  const candidate = parts[4] !== undefined;
  for (const [at, number] of release.split('.').map(Number).entries()) {
    const own = Number(numbers[at]);
    if (number !== own) return number > own;
  }
  return candidate;
}
