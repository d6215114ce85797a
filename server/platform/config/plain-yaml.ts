import { BackgroundThread, TaskGivenUp } from '../background-thread.ts';
import { readYaml, type YamlText } from './yaml-text.ts';

/** A YAML text as plain values. */
export type PlainYaml = Pick<YamlText, 'value' | 'problems' | 'isReadable'>;

/** That many characters are read at once: it takes as long as a few polls. */
const mostAtOnce = 50_000;
const limits = { limit: () => AbortSignal.timeout(120_000), maxMemoryMb: 2048 };
const thread = new BackgroundThread<string, PlainYaml>('yaml-worker', import.meta.url, limits);

/** Reads YAML while everything else goes on: that of ten thousand sites takes many seconds. */
export async function readPlainYaml(text: string): Promise<PlainYaml> {
  if (text.length <= mostAtOnce) return readYaml(text);
  try {
    return await thread.run(text);
  } catch (error) {
    if (!(error instanceof TaskGivenUp)) throw error;
    const expected = 'a file that can be read within two minutes: fewer sites at once';
    return { value: undefined, problems: [{ path: '', found: 'more', expected }], isReadable: false };
  }
}
