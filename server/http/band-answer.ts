import { z } from 'zod'

/** What an outside audience is told of a suppressed value. */
export const bandAnswer = z
  .object({ from: z.number(), to: z.number() })
  .describe('A suppressed value lies between these, both included.')
