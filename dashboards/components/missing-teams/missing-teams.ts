import { html } from 'hono/html'
import type { Origin } from '#domain/figures/whole.ts'
import { leftOutWords } from '#domain/wording/whole-words.ts'
import type { Html } from '../../html.ts'
import { details } from '../details/details.ts'

/** Which teams a figure lacks, one press away from "from 4 of 7 teams"; nothing where none is missing, or where the reader may
 *  not know them. */
export function missingTeams(options: { figure: Origin; names: readonly string[] }): Html {
  const words = leftOutWords(options.figure, options.names)
  if (words === null || options.names.length === 0) return html``
  return details({ summary: 'Which teams are missing', body: `${words}.` })
}
