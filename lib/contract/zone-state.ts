import { z } from 'zod';
import { idSchema } from './ids.ts';
import { emergencySchema, lightSchema } from './light.ts';

/** A future opening, in the site's timezone. */
export const openingSchema = z.object({
  /** ISO 8601 UTC. */
  at: z.iso.datetime(),
  /** `08:00`, the site's local time. */
  time: z.string().regex(/^\d\d:\d\d$/),
  /** 1 (Monday) to 7; absent: today. */
  weekday: z.number().int().min(1).max(7).optional(),
  /** `2026-12-28`: present if it is a week away or more, because a weekday alone would mislead. */
  date: z.iso.date().optional(),
});
export type Opening = z.infer<typeof openingSchema>;

/** A coming time of today, in ISO 8601 UTC and by the site's clock (`15:30`). */
const timeOfDaySchema = openingSchema.pick({ at: true, time: true });

/**
 * The public form of a zone: the answer of `GET /api/v1/zones/{site}/{zone}` and the payload of the socket's
 * `zone` event.
 */
export const zoneStateSchema = z
  .object({
    site: idSchema,
    zone: idSchema,
    name: z.string(),
    /** People in the zone now: a whole number, never below 0. */
    occupancy: z.number().int().nonnegative(),
    /** People allowed in the zone at once. */
    capacity: z.number().int().positive(),
    /** occupancy / capacity: 0.83, not 83; above 1 when overfull. */
    utilization: z.number().nonnegative(),
    light: lightSchema,
    /**
     * Why this light: `free`, `nearly-full`, `full`, `starting:<sensor>` (no reading since the start),
     * `stale:<sensor>`, `no-sources` (it has no sensor yet), `hold:<user>`, `hours` (outside opening hours),
     * `storage` (not confirmed to be on disk), `count-lost` (the saved state cannot be read: staff has to set the
     * number); by MQTT also `stopped` (Doorlight was stopped in good order).
     */
    reason: z.string(),
    /** When the light last changed (ISO 8601 UTC). */
    since: z.iso.datetime(),
    /**
     * When this state was made (ISO 8601 UTC). Who receives it must not calculate an age from it, because clocks
     * differ; `validForMs` says how long it holds. Only sidecars compare it, by the clock of the database, which they share.
     */
    asOf: z.iso.datetime(),
    /** How long after its arrival this state may be shown, in milliseconds of the receiver's own clock. */
    validForMs: z.number().int().positive(),
    /** Grows by one with each message of a zone; comparable within one connection only. */
    seq: z.number().int().nonnegative(),
    /** People in and out today, in the site's timezone. */
    in: z.number().int().nonnegative(),
    out: z.number().int().nonnegative(),
    /** People by which today's counts had to be corrected to stay at 0 or above. */
    drift: z.number().int().nonnegative(),
    /** People inside when today began, staff not counted; absent where that is not known. */
    startedWith: z.number().int().nonnegative().optional(),
    /** People whom sensors of levels found inside when they reported first, today: nobody counted them in. */
    found: z.object({ at: z.iso.datetime(), occupancy: z.number().int().nonnegative() }).optional(),
    /** When the number was last set by hand or by schedule today, and to what: `in` and `out` go on over it. */
    set: z.object({ at: z.iso.datetime(), to: z.number().int().nonnegative() }).optional(),
    /** While the count makes the light red: with so many inside, or fewer, it ends. */
    redEndsAt: z.number().int().nonnegative().optional(),
    /** People who may still come in before the light is red. */
    free: z.number().int().nonnegative().optional(),
    /**
     * Minutes until the red light probably ends, by the people who left recently; absent at other lights, and if
     * too few left for an estimate.
     */
    waitMinutes: z.number().int().positive().optional(),
    /** The next opening, if the light is closed outside opening hours and it opens within two years. */
    opens: openingSchema.optional(),
    /**
     * Why it is closed outside opening hours, by the languages of the site: `{de: "Betriebsferien"}`; absent: the
     * usual weekly hours.
     */
    closedBecause: z.record(z.string(), z.string()).optional(),
    /** Between which numbers the truth lies, nine times of ten: it widens with everybody who passes. */
    plausible: z
      .object({ low: z.number().int().nonnegative(), high: z.number().int().nonnegative() })
      .optional(),
    /** What is coming today, where the forecast is well founded: from when on it is quieter, and when it is full. */
    outlook: z.object({ quieter: timeOfDaySchema.optional(), full: timeOfDaySchema.optional() }).optional(),
    /** Staff has set the capacity for now: until when, where that is known, and what it is otherwise. */
    capacitySet: z
      .object({ usual: z.number().int().positive(), until: z.iso.datetime().optional() })
      .optional(),
    /** The hold is an emergency: displays show this and nothing else. */
    emergency: emergencySchema.optional(),
    /** True if the sensors of the zone are Doorlight's own simulators. */
    simulated: z.boolean(),
    /** For the console: sources that are silent or suspect although the light is shown. */
    warnings: z.array(z.string()),
  })
  .meta({
    example: {
      site: 'bern',
      zone: 'store',
      name: 'Store',
      occupancy: 97,
      capacity: 120,
      utilization: 0.81,
      light: 'amber',
      reason: 'nearly-full',
      since: '2026-11-21T10:00:00.000Z',
      asOf: '2026-11-21T10:04:12.300Z',
      validForMs: 4500,
      seq: 812,
      in: 411,
      out: 314,
      drift: 0,
      simulated: false,
      warnings: [],
    },
  });
export type ZoneState = z.infer<typeof zoneStateSchema>;
