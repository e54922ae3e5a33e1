import type { Picture } from '../picture.ts'
import example from './example.json' with { type: 'json' }
import { type ChangedRow, type ReallyChanged, titledChanges } from './really-changed.ts'

const given = example as ReallyChanged
const [one] = given.rows
const variations = ['improving', 'concerning', 'unusual'] as const

export function examples(): Record<string, Picture> {
  return {
    ...bothSizes('six changes', given.rows),
    nothing: titledChanges({ ...given, rows: [] }).picture,
    'one, new and without a target': titledChanges({
      ...given,
      rows: [row(0, 50, { before: null, target: null })],
    }).picture,
    ...bothSizes('0 and 100%', [
      row(0, 0, { lower: -20, mean: 8, upper: 31, target: 100 }),
      row(1, 100, { lower: 70, mean: 91, upper: 130, target: 100, variation: 'improving' }),
    ]),
    'all alike': titledChanges({
      ...given,
      rows: [0, 1, 2].map((i) => row(i, 100, { lower: 100, mean: 100, upper: 100, target: 100 })),
    }).picture,
    ...bothSizes(
      '25 with long names',
      Array.from({ length: 25 }, (_, i) =>
        row(i, 60 + i, { variation: variations[i % variations.length] ?? 'unusual' }),
      ),
    ),
  }
}

function bothSizes(name: string, rows: readonly ChangedRow[]): Record<string, Picture> {
  const { picture, narrow = picture } = titledChanges({ ...given, rows })
  return { [name]: picture, [`${name}, narrow`]: narrow }
}

function row(i: number, value: number, own: Partial<ChangedRow>): ChangedRow {
  if (one === undefined) throw new Error('The example has no change')
  return {
    ...{ ...one, evidence: 30 - i, ...own },
    unit: { code: `T${i}`, name: `Children with Disabilities and Special Educational Needs Team ${i}` },
    kpi: {
      ...one.kpi,
      name: `${'Assessments completed in 45 working days of the referral '.repeat((i % 3) + 1)}`,
    },
    now: { ...one.now, value, numerator: value, denominator: 100 },
  }
}
