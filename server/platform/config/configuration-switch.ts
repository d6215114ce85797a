import type { SiteConfig } from './configuration.ts';

/** A follower's applied configuration, which can still be undone. */
export interface Replaced {
  /** Restores the state before. It only assigns: it can neither wait nor fail. */
  undo(): void;
  /** Called once every follower has switched: opens and closes connections, notifies screens. */
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
   * Builds, only to check, what a change needs.
   *
   * @throws when it cannot be built: the change is refused before anything is saved
   */
  check?(sites: readonly SiteConfig[]): void;
  /**
   * Applies a configuration at once: no reader may see one follower changed and another not.
   *
   * @throws having changed nothing
   */
  replace?(sites: readonly SiteConfig[]): Replaced;
}

export interface ConfigurationSwitchParts {
  /** A follower failed; the text is for the log. */
  onFailed(follower: string, what: string, error: unknown): void;
  /** A follower blocked the event loop for this long (milliseconds). */
  onSlow(follower: string, ms: number): void;
}

/** A follower blocks everything else, the sockets too. */
const slowAfterMs = 250;

/** Switches everything that follows the configuration together: every follower, or none. */
export class ConfigurationSwitch {
  readonly #parts: ConfigurationSwitchParts;
  readonly #followers: ConfigurationFollower[] = [];

  constructor(parts: ConfigurationSwitchParts) {
    this.#parts = parts;
  }

  /** @param follower is called after those that were added before it */
  add(follower: ConfigurationFollower): void {
    this.#followers.push(follower);
  }

  /** @throws when a follower could not apply it */
  check(sites: readonly SiteConfig[]): void {
    for (const follower of this.#followers) {
      this.#ask(follower, 'cannot take over a change of the configuration', () => follower.check?.(sites));
    }
  }

  /**
   * Switches every follower.
   *
   * @returns what to do after the switch; it does not throw
   * @throws when one could not switch: all are as they were before
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
      // It is in the log, and the others continue.
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
