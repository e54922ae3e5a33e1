/** Sign-offs for the hostile test: steps and publications in any order, at any moment. */
import fc, { type Arbitrary } from 'fast-check'
import { signOffOf } from '#domain/scorecard/sign-off.ts'
import { number, orNull, signOffStep, text } from './hostile-values.ts'

const step = fc.record({ step: signOffStep, by: text, at: text, dated: text, note: orNull(text) })
const says = fc
  .dictionary(text, orNull(fc.record({ figure: text, verdicts: text })), { maxKeys: 3 })
  .map((cells) => new Map(Object.entries(cells)))
const change = fc.record({
  publication: number,
  at: text,
  dated: text,
  extract: number,
  reason: orNull(text),
  figures: number,
  says,
})
const steps = fc.array(step as Arbitrary<Parameters<typeof signOffOf>[0][number]>, { maxLength: 5 })
const changes = fc.array(change, { maxLength: 5 })
const signOff = fc.tuple(steps, changes).map(([taken, made]) => signOffOf(taken, made))

/** The input of the functions of sign-offs and of the commentary beside them. */
export const fedOfSignOffs: Record<string, Arbitrary<unknown>[]> = {
  signOffOf: [steps, changes],
  signOffWords: [signOff],
  openMonthOf: [signOff],
  openMonthWords: [
    fc.record({
      step: signOffStep,
      because: fc.constantFrom('new', 'sent_back', 'lapsed', 'restated', 'submitted'),
      since: orNull(text),
      dated: orNull(text),
      by: orNull(text),
      note: orNull(text),
    }),
  ],
  olderFigureWords: [
    text,
    orNull(fc.record({ at: text, dated: text })),
    fc.array(fc.record({ number, at: text }), { maxLength: 3 }),
  ],
}
