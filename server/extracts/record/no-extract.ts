import { type Problem, problem } from '#server/errors.ts'

/** The refusal of a number that no extract has. */
export function noExtract(id: number | string): Problem {
  return problem('not_found', `There is no extract ${id}. The list of extracts names all that were received.`)
}
