import { z } from 'zod';

/** What a publisher of the bench is asked to do. */
export const mqttLoadSchema = z.object({
  url: z.string(),
  /** States of so many zones are published one after another. */
  zones: z.number().int(),
  statesPerSecond: z.number().int(),
  /** By Doorlight's own publisher, or by the bare client. */
  isOurs: z.boolean(),
});

/** States published since the last question. */
export const mqttCountSchema = z.object({ states: z.number().int() });
