import type { SiteConfig } from './configuration.ts';

/** What has taken over a configuration, and can still go back. */
export interface Replaced {
  /** Puts back what was there before. It only assigns: it can neither wait nor fail. */
  undo(): void;
  /** What follows once every follower has taken over: connections to open and end, screens to tell. */
  finish?(): void;
}

/**
 * Replaces several things, one after the other, as one.
 *
 * @throws what one of them throws; those before it are put back
 */
export function replaceInOrder(changes: readonly (() => Replaced)[]): Replaced {
  const done: Replaced[] = [];
  const undo = () => {
    for (const replaced of done.toReversed()) replaced.undo();
  };
  try {
    for (const change of changes) done.push(change());
  } catch (error) {
    undo();
    throw error;
  }
  return {
    undo,
    finish: () => {
      const errors: unknown[] = [];
      for (const replaced of done) {
        try {
          replaced.finish?.();
        } catch (error) {
          errors.push(error);
        }
      }
      if (errors.length > 0) throw errors[0];
    },
  };
}

/** A part of the running server that follows the configuration. */
export interface ConfigurationFollower {
  /** For the log. */
  readonly name: string;
  /**
   * Builds on trial what a change needs.
   *
   * @throws when it cannot be built: the change is refused before anything is saved
   */
  check?(sites: readonly SiteConfig[]): void;
  /**
   * Takes a configuration over, at once: no reader may see one follower changed and another not.
   *
   * @throws having changed nothing
   */
  replace?(sites: readonly SiteConfig[]): Replaced;
}

export interface ConfigurationSwitchParts {
  /** A follower failed, in words for the log. */
  onFailed(follower: string, what: string, error: unknown): void;
  /** A follower held everything up for so long (milliseconds). */
  onSlow(follower: string, ms: number): void;
}

/** Everything else waits for as long as a follower takes: the sockets too. */
const slowAfterMs = 250;

/** All that follows the configuration, switched from one to the next as one: every follower, or none. */
export class ConfigurationSwitch {
  readonly #parts: ConfigurationSwitchParts;
  readonly #followers: ConfigurationFollower[] = [];

  constructor(parts: ConfigurationSwitchParts) {
    this.#parts = parts;
  }

  /** @param follower is asked after those that were added before it */
  add(follower: ConfigurationFollower): void {
    this.#followers.push(follower);
  }

  /** @throws when a follower could not take it over */
  check(sites: readonly SiteConfig[]): void {
    for (const follower of this.#followers) {
      this.#ask(follower, 'cannot take over a change of the configuration', () => follower.check?.(sites));
    }
  }

  /**
   * Switches every follower.
   *
   * @returns what is left to do once the rest of the world has switched too; it does not throw
   * @throws when one could not: all are as they were before
   */
  replace(sites: readonly SiteConfig[]): () => void {
    const replaced: { follower: ConfigurationFollower; done: Replaced }[] = [];
    try {
      for (const follower of this.#followers) {
        const what = 'did not take over a change of the configuration, which is taken back';
        const done = this.#ask(follower, what, () => follower.replace?.(sites));
        if (done !== undefined) replaced.push({ follower, done });
      }
    } catch (error) {
      for (const { follower, done } of replaced.toReversed()) {
        this.#try(follower, 'could not go back to the configuration before', () => done.undo());
      }
      throw error;
    }
    return () => {
      for (const { follower, done } of replaced) {
        this.#try(follower, 'has taken over a change, but not all that follows', () => done.finish?.());
      }
    };
  }

  #try(follower: ConfigurationFollower, what: string, work: () => void): void {
    try {
      this.#ask(follower, what, work);
    } catch {
      // It is in the log, and the others go on.
    }
  }

  #ask<T>({ name }: ConfigurationFollower, what: string, work: () => T): T {
    const startedMs = performance.now();
    try {
      return work();
    } catch (error) {
      this.#parts.onFailed(name, what, error);
      throw error;
    } finally {
      const ms = Math.round(performance.now() - startedMs);
      if (ms > slowAfterMs) this.#parts.onSlow(name, ms);
    }
  }
}
