import { z } from 'zod'

/** The parts that a figure of an answer was added up from. */
export const partsAnswer = z
  .object({ added: z.number().int(), expected: z.number().int() })
  .nullable()
  .describe('Of how many units expected how many were added up; null for a figure that is not added up.')
