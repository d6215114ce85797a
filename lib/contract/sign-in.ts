import { z } from 'zod';

/** The answer to `GET /api/v1/sign-in`: how people sign in here. */
export const signInMeansSchema = z.object({
  /** Whether everybody with a password may use it; else only the administrator of the environment. */
  passwords: z.boolean(),
  /** The company's own sign-in. */
  provider: z.object({ name: z.string(), isReachable: z.boolean() }).optional(),
});
export type SignInMeans = z.infer<typeof signInMeansSchema>;

/** Why a sign-in at the company's own did not succeed: `/sign-in?problem=…`. */
export const signInProblems = ['unreachable', 'denied', 'no-role', 'failed'] as const;
export type SignInProblem = (typeof signInProblems)[number];
