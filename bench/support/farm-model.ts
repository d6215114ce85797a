import { z } from 'zod';

/** What the farm's devices sign in with. */
export const farmUser = { username: 'doorlight', password: 'bench' } as const;
export const farmRealm = 'AXIS_ACCC8E000000';

/** The two faces of a device: behind Digest for Doorlight, open for the bare baseline. */
export const faceSchema = z.enum(['guarded', 'open']);
export type Face = z.infer<typeof faceSchema>;

/** Where a device of the farm is reached: every device has an address of its own, all share the port. */
export function deviceUrl(port: number, face: Face, device: number): string {
  return `http://127.0.0.1:${port}/${face}-${device}`;
}

/** The path that AXIS People Counter serves its people inside at (VAPIX People counter API). */
export const liveOccupancyPath = '/local/tvpc/.api?live-occupancy.json';

export const farmStartSchema = z.object({ devices: z.number().int(), devicesPerZone: z.number().int() });

/** How busy the doors are: somebody walks before every n-th poll; 0: nobody. */
export const walkSchema = z.object({ face: faceSchema, everyPolls: z.number().int().nonnegative() });

export const farmPortSchema = z.object({ port: z.number().int() });

/** What the farm saw since `begin`. */
export const farmReportSchema = z.object({
  elapsedMs: z.number(),
  polls: z.number().int(),
  challenges: z.number().int(),
  /** Devices asked at least once. */
  devicesHeard: z.number().int(),
  /** By how much polls came later than the device's own rhythm of one a second (ms, ascending). */
  lateMs: z.array(z.number()),
  /** Polls that the rhythm wanted and nobody made. */
  missed: z.number().int(),
});
export type FarmReport = z.infer<typeof farmReportSchema>;

/**
 * When the answer that carried each person left (monotonic ms): one list for each zone, the n-th person in
 * place n − 1.
 */
export const movesSchema = z.array(z.array(z.number()));
