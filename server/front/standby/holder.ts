import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { isSameSecret } from '#server/platform/same-secret.ts';

const holderSchema = z.object({
  /** Of this one time of being active; another each time. */
  id: z.string(),
  /** Of the program that watches over the sidecar and starts it anew only when it has ended. */
  run: z.string().optional(),
  /** Where the others reach it. */
  at: z.object({ machine: z.string(), local: z.string().optional(), network: z.string().optional() }),
  /** SHA-256 of its certificate, `AB:CD:…`; absent where it serves HTTP. */
  certificate: z.string().optional(),
  /** Which database it counts in. */
  database: z.string(),
  /** Digest of the sites of its configuration file; absent in the demo. */
  file: z.string().optional(),
  version: z.string(),
  /** ISO 8601 UTC. */
  since: z.string(),
});

const sealedSchema = holderSchema.extend({ seal: z.string() });

/** What the one that holds the lease, or would, says of itself to the others. */
export type Holder = z.infer<typeof holderSchema>;

/** The text that stands in the lease. Its seal shows that whoever wrote it knows the secret. */
export function sealHolder(holder: Holder, key: string): string {
  return JSON.stringify({ ...holder, seal: sealOf(holder, key) });
}

/**
 * Reads what stands in the lease.
 *
 * @returns undefined where it is none of ours; `isSealed` is false where another secret has sealed it
 */
export function readHolder(
  text: string,
  key: string,
): { readonly holder: Holder; readonly isSealed: boolean } | undefined {
  const parsed = sealedSchema.safeParse(jsonOf(text));
  if (!parsed.success) return undefined;
  const { seal, ...holder } = parsed.data;
  return { holder, isSealed: isSameSecret(sealOf(holder, key), seal) };
}

function sealOf(holder: Holder, key: string): string {
  // In the order of the schema, whoever wrote it how.
  const text = JSON.stringify(holderSchema.parse(holder));
  return createHmac('sha256', key).update(text).digest('base64url');
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
