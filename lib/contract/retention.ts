import { z } from 'zod';

/** Sensors remember about a month, and their data is entered only if the minutes still exist. */
export const minMinuteDays = 40;
/** Two years, for comparing a year with the one before. */
export const minRollUpDays = 740;
const maxDays = 36_500;

/** `GET /api/v1/history/retention`: for how long history is kept; `PUT` takes the same. */
export const retentionSchema = z
  .strictObject({
    /** Days for which minutes are kept; null: for ever. */
    minuteDays: z.number().int().min(minMinuteDays).max(maxDays).nullable(),
    /** Days for which quarter hours, hours and days are kept; null: for ever. */
    rollUpDays: z.number().int().min(minRollUpDays).max(maxDays).nullable(),
  })
  .refine(({ minuteDays, rollUpDays }) => rollUpDays === null || (minuteDays ?? maxDays) <= rollUpDays, {
    path: ['minuteDays'],
    message: 'at most rollUpDays: what is finer is not kept for longer',
  });
export type Retention = z.infer<typeof retentionSchema>;
