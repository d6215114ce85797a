import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { isSameSecret } from '#server/platform/same-secret.ts';

const holderSchema = z.object({
  /** Id of this active period; each has a new one. */
  id: z.string(),
  /** Id of the supervisor that restarts the sidecar, only after it has ended. */
  run: z.string().optional(),
  /** Its addresses for the other sidecars. */
  at: z.object({ machine: z.string(), local: z.string().optional(), network: z.string().optional() }),
  /** SHA-256 of its certificate, `AB:CD:…`; absent where it serves HTTP. */
  certificate: z.string().optional(),
  /** The database it uses. */
  database: z.string(),
  /** Digest of the sites of its configuration file; absent in the demo. */
  file: z.string().optional(),
  version: z.string(),
  /** ISO 8601 UTC. */
  since: z.string(),
});

const sealedSchema = holderSchema.extend({ seal: z.string() });

/** What the holder of the lease, or a candidate, publishes about itself. */
export type Holder = z.infer<typeof holderSchema>;

/** The text stored in the lease. Its seal shows that the writer knows the secret. */
export function sealHolder(holder: Holder, key: string): string {
  return JSON.stringify({ ...holder, seal: sealOf(holder, key) });
}

/**
 * Reads the text of a lease.
 *
 * @returns undefined if it is not ours; `isSealed` is false if it was sealed with another secret
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
  // // In the order of the schema, however it was written.
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
