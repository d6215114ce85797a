import { readFileSync } from 'node:fs';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const servers = /test-support\/(test-chain|killable-sidecar|running-sidecar|\w+-server)/g;

/** Begins with the files that start real servers and wait for them: at the end nobody waits for one of them alone. */
export class WaitingFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const weights = new Map(files.map((file) => [file, weightOf(readFileSync(file.moduleId, 'utf8'))]));
    return files.toSorted((one, other) => (weights.get(other) ?? 0) - (weights.get(one) ?? 0));
  }
}

/** Guessed from what a file starts, then from its length. */
function weightOf(text: string): number {
  const chain = text.includes('/test-chain.ts') ? 1e9 : 0;
  return chain + (text.match(servers)?.length ?? 0) * 1e6 + text.length;
}
