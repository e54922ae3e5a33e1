/** Rules of what people write: what of it is read outside the service. */
import { unreleasedWords } from '#domain/suppression/released-text.ts'
import type { Html } from '../../../html.ts'
import { rules, section } from './section.ts'

/** Which texts reach an audience outside, and who decides it. */
export function texts(): Html {
  return section(
    'texts',
    'What people write',
    rules([
      'Commentary on a figure, what was agreed and what came of it, progress, evidence, notes, and the reasons of ratings, moved ' +
        'milestones and restated figures reach an audience outside the service only once a person has released that very text.',
      `Until then the reader is told that it was written: “${unreleasedWords('commentary')}”`,
      'It is released by the role that wrote it or one above it, or by the programme lead, and that can be taken back. ' +
        'Who did either, and when, is kept. A corrected text is another text and is released anew.',
      'Nothing else decides. Beside the tick stand the words that seem to tell a small number, as advice: no list of words ' +
        'finds them all. Dates, codes of teams and names of roles tell none.',
      'What the published plan says is public.',
    ]),
  )
}
