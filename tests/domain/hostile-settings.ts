/** Hostile input for the rules of settings. */
import fc, { type Arbitrary } from 'fast-check'
import { number, orNull, period, text } from './hostile-values.ts'

const name = fc.constantFrom('left_out_limit', 'opening_share', 'false_discovery_limit')
const share = fc.record({ from: orNull(period), percent: number })
const months = fc.record({ first: period, last: period })

export const fedOfSettings: Record<string, Arbitrary<unknown>[]> = {
  settingChangeWords: [fc.oneof(text, name), text, orNull(period)],
  shareIn: [name, fc.array(share, { maxLength: 3 }), period],
  withShare: [fc.array(share, { maxLength: 3 }), share],
  datedShareWords: [share],
  shareEffect: [name, months],
  readShare: [fc.record({ percent: text, from: text, reason: text }), months],
}
