import { z } from 'zod';
import { adjustedSourceSchema } from './adjust.ts';
import { auditActions } from './audit-actions.ts';
import { idSchema } from './ids.ts';

/** One entry of the audit log: who did what, when, from what to what, and the result of each device. */
export const auditEntrySchema = z.object({
  id: z.number().int().positive(),
  at: z.iso.datetime(),
  /** User name, or `schedule` for a scheduled reset. */
  who: z.string(),
  action: z.enum(auditActions),
  site: idSchema.optional(),
  zone: idSchema.optional(),
  from: z.string().optional(),
  to: z.string().optional(),
  note: z.string().optional(),
  result: z.enum(['done', 'partial', 'failed', 'superseded']).optional(),
  sources: z.array(adjustedSourceSchema).optional(),
});
export type AuditEntry = z.infer<typeof auditEntrySchema>;

/** One row of `GET /api/v1/audit`. */
export const loggedEntrySchema = auditEntrySchema.extend({
  /** The names of the people in it by user name, where they have others. */
  names: z.record(z.string(), z.string()).optional(),
});
export type LoggedEntry = z.infer<typeof loggedEntrySchema>;
