import { z } from 'zod';

/** What the control API takes; the README describes it. */
export const settingsSchema = z.strictObject({
  /** `smart` refuses to have its occupancy set; `smart-silent` says OK and does nothing. */
  mode: z.enum(['naive', 'smart', 'smart-silent']),
  /** Where the application lives; `old` has counting and occupancy as two applications. */
  paths: z.enum(['local', 'root', 'old']),
  /** `total in` or `totalin`. */
  spelling: z.enum(['spaced', 'joined']),
  /** How a device without occupancy answers. */
  offAnswer: z.enum(['not-found', 'empty']),
  /** The body that says a reset was taken. */
  resetAnswer: z.enum(['json', 'text', 'empty']),
  /** Status of a reset under `.api` on firmware that keeps it to operators; 200 takes it. */
  resetRefusal: z.union([z.literal(200), z.literal(401), z.literal(403), z.literal(404)]),
  /** The access that the exports of occupancy are under. */
  exportAccess: z.enum(['.api', '.apioperator']),
  /** The form of `setparams` that is obeyed: of AXIS OS 5.60 and later, or of before. */
  setForm: z.enum(['named', 'numbered']),
  /** Whether a timestamp is a JSON number. */
  timestampAsNumber: z.boolean(),
  /** Sets the people inside, as somebody at the device would. */
  occupancy: z.number().int().optional(),
  /** Remembers so many days before today, as if the device had been counting. */
  pastDays: z.number().int().min(0).max(60).optional(),
});
export type Settings = Omit<z.infer<typeof settingsSchema>, 'occupancy' | 'pastDays'>;

export const defaults: Settings = {
  mode: 'naive',
  paths: 'local',
  spelling: 'joined',
  offAnswer: 'not-found',
  resetAnswer: 'json',
  resetRefusal: 200,
  exportAccess: '.api',
  setForm: 'named',
  timestampAsNumber: false,
};
