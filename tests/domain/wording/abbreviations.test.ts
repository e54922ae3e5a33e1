import { expect, test } from 'vitest'
import { withoutAbbreviations } from '#domain/wording/abbreviations.ts'

test('abbreviations of the service are written in full, as whole words in capitals alone', () => {
  expect(withoutAbbreviations('LAC visits and CP plans, 2.4 of 7.6 FTE')).toBe(
    'looked-after children visits and child protection plans, 2.4 of 7.6 full-time equivalents',
  )
  expect(withoutAbbreviations('CPA, cp and LACE')).toBe('CPA, cp and LACE')
})
