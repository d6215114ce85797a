import { spawn } from 'node:child_process';
import { root } from './paths.mjs';

/** @typedef {{ readonly code: number, readonly output: string }} Finished */

/**
 * Runs a program from the repository's root and keeps what it prints. Never throws: a program that cannot
 * be started ends with code 127. It is ended with us.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, timeoutMs?: number, shell?: boolean }} [options]
 * @returns {Promise<Finished>}
 */
export function runQuietly(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      env: options.env ?? process.env,
      shell: options.shell ?? false,
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: options.timeoutMs,
    });
    let output = '';
    /** @param {Buffer} chunk */
    const keep = (chunk) => {
      output += chunk.toString();
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);

    const endWithUs = () => {
      child.kill('SIGTERM');
      process.exit(1);
    };
    process.once('SIGTERM', endWithUs);
    process.once('SIGHUP', endWithUs);
    process.once('SIGINT', endWithUs);
    /** @param {Finished} finished */
    const settle = (finished) => {
      process.off('SIGTERM', endWithUs);
      process.off('SIGHUP', endWithUs);
      process.off('SIGINT', endWithUs);
      resolve(finished);
    };
    child.once('error', (error) => settle({ code: 127, output: `${output}${error.message}\n` }));
    child.once('close', (code, signal) =>
      settle({ code: code ?? 1, output: signal ? `${output}Ended by ${signal}.\n` : output }),
    );
  });
}
