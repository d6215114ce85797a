import { createHash } from 'node:crypto';

/** A sidecar that may be given sites. */
export interface Candidate {
  readonly id: string;
  /** Its share, in proportion to those of the others; more than 0. */
  readonly weight: number;
}

/** Values that 48 bits have. */
const values = 2 ** 48;

/**
 * The sidecar that a site belongs to: weighted rendezvous hashing. Every sidecar comes to the same answer by itself, and when one
 * comes or goes only the sites move that come to it or go from it.
 *
 * @returns undefined where there is no candidate
 */
export function homeOf(site: string, candidates: readonly Candidate[]): string | undefined {
  let best: { readonly id: string; readonly score: number } | undefined;
  for (const { id, weight } of candidates) {
    const hash = createHash('sha1').update(`${site}\n${id}`).digest().readUIntBE(0, 6);
    // Between 0 and 1, neither of them.
    const score = -weight / Math.log((hash + 0.5) / values);
    if (best === undefined || score > best.score || (score === best.score && id < best.id))
      best = { id, score };
  }
  return best?.id;
}
