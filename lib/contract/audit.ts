import { z } from 'zod';
import { adjustedSourceSchema } from './adjust.ts';
import { idSchema } from './ids.ts';

/** One line of the audit log: who did what, when, from what to what, and how each device answered. */
export const auditEntrySchema = z.object({
  id: z.number().int().positive(),
  at: z.iso.datetime(),
  /** User name, or `schedule` for a scheduled reset. */
  who: z.string(),
  action: z.enum([
    'adjust',
    'reset',
    'hold',
    'release',
    'sign-in',
    'pair',
    'make-key',
    'remove-key',
    'configure',
    'remove',
    'unlock',
    'lock-out',
    'add-person',
    'change-person',
    'remove-person',
    'set-password',
    'set-pin',
    'remove-pin',
    'sign-out-everywhere',
    'add-tablet',
    'remove-tablet',
    'import',
    'backup',
    'restore',
    'remove-demo',
    'set-parameter',
    'restart-passthrough',
    'reset-counters',
    'clear-data',
    'lamp-test',
  ]),
  site: idSchema.optional(),
  zone: idSchema.optional(),
  from: z.string().optional(),
  to: z.string().optional(),
  note: z.string().optional(),
  result: z.enum(['done', 'partial', 'failed', 'superseded']).optional(),
  sources: z.array(adjustedSourceSchema).optional(),
});
export type AuditEntry = z.infer<typeof auditEntrySchema>;
