import { z } from 'zod';

/** What the bench asks one of its processes. */
export const questionSchema = z.object({
  id: z.number().int(),
  question: z.string(),
  argument: z.unknown(),
});

/** What a process answers: a value, or why there is none. */
export const answerSchema = z.union([
  z.object({ id: z.number().int(), value: z.unknown() }),
  z.object({ id: z.number().int(), error: z.string() }),
]);

/** What a process has used since it began, and what it holds. */
export const usageSchema = z.object({
  /** User and system time of all its threads. */
  cpuMs: z.number(),
  /** Monotonic, comparable between processes of one machine. */
  atMs: z.number(),
  rssMb: z.number(),
  heapMb: z.number(),
});
export type Usage = z.infer<typeof usageSchema>;

/** How long the event loop of a process was held up. */
export const stallsSchema = z.object({ p99Ms: z.number(), maxMs: z.number() });
export type Stalls = z.infer<typeof stallsSchema>;

/** What a program says once it listens to questions: the meter in it listens earlier. */
export const readyMessage = 'ready';
