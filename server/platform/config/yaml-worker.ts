import { parentPort } from 'node:worker_threads';
import { readYaml } from './yaml-text.ts';

/** The program of the thread in which large files are read; see `readPlainYaml`. */
parentPort?.on('message', (text: string) => {
  const { value, problems, isReadable } = readYaml(text);
  parentPort?.postMessage({ value, problems, isReadable });
});
