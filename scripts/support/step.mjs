/** A step that did not succeed, with all it printed. */
export class StepFailed extends Error {
  /**
   * @param {string} message
   * @param {string} output
   */
  constructor(message, output) {
    super(message);
    this.name = 'StepFailed';
    this.output = output;
  }
}

/**
 * Shows one line for a step: its name while it runs, then its time.
 *
 * @template T
 * @param {string} name e.g. `Building the pages`
 * @param {() => Promise<T>} work
 * @param {(value: T) => boolean} [succeeded] where a value may also mean a failure
 * @returns {Promise<T>}
 */
export async function step(name, work, succeeded = () => true) {
  const startedAt = performance.now();
  process.stdout.write(`${name} … `);
  try {
    const value = await work();
    process.stdout.write(`${succeeded(value) ? '' : 'failed after '}${secondsSince(startedAt)}\n`);
    return value;
  } catch (error) {
    process.stdout.write(`failed after ${secondsSince(startedAt)}\n`);
    throw error;
  }
}

/** @param {number} startedAt of `performance.now()` */
export function secondsSince(startedAt) {
  return `${Math.ceil((performance.now() - startedAt) / 1000)} s`;
}
