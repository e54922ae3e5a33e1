/** Hostile input for the rules of settings. */
import fc, { type Arbitrary } from 'fast-check'
import { number, orNull, period, text } from './hostile-values.ts'

const name = fc.constantFrom('left_out_limit', 'opening_share', 'false_discovery_limit')
const address = text.map((rest) => `https://${rest}`)
const share = fc.record({ from: orNull(period), percent: number })
const months = fc.record({ first: period, last: period })

export const fedOfSettings: Record<string, Arbitrary<unknown>[]> = {
  settingChangeWords: [fc.oneof(text, name, fc.constant('case_list')), text, orNull(period), orNull(text)],
  shareIn: [name, fc.array(share, { maxLength: 3 }), period],
  withShare: [fc.array(share, { maxLength: 3 }), share],
  datedShareWords: [share],
  shareEffect: [name, months],
  caseListTitle: [orNull(text)],
  readCaseList: [fc.record({ address: fc.oneof(text, address), label: text, reason: text })],
  readCaseListReason: [text],
  readShare: [fc.record({ percent: text, from: text, reason: text }), months],
}
