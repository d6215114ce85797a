import { parse } from 'acorn';

/**
 * What in a script is newer than ES2019; undefined where nothing is. Chromium 79 reads all of ES2019 and not all of
 * ES2020: `?.` and `??` came with 80.
 *
 * @param {string} script
 */
export function newSyntax(script) {
  try {
    parse(script, { ecmaVersion: 2019, sourceType: 'script' });
    return undefined;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const at = 'pos' in error ? Number(error.pos) : 0;
    return `${error.message} in … ${script.slice(Math.max(0, at - 40), at + 40)} …`;
  }
}
