import { z } from 'zod';

/** An error of the HTTP API (RFC 9457, `application/problem+json`). */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  /** What was expected, what came, and what to do. */
  detail: z.string().optional(),
  instance: z.string().optional(),
  /** The fields of the request that were wrong. */
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});
export type Problem = z.infer<typeof problemSchema>;
