import { emptyMonth } from '../months.ts'
import { type Picture, pictureOf } from '../picture.ts'
import { baseBarsInput } from './base-bars.ts'
import example from './example.json' with { type: 'json' }

export function examples(): Record<string, Picture> {
  const { above, months } = example
  const nothing = { ...above, data: { months: [emptyMonth('2019-04')] } }
  return {
    bars: pictureOf('base-bars', baseBarsInput({ ...above, data: { months } })),
    'no counts': pictureOf('base-bars', baseBarsInput(nothing)),
  }
}
