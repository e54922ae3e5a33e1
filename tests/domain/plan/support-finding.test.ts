import { describe, expect, test } from 'vitest'
import { supportFinding, supportWords } from '#domain/plan/support-finding.ts'

const support = { from: '2018-11', words: 'it was introduced' }

describe('whether a measure changed after something was put in place', () => {
  test.each([
    ['no_real_change', null, 'No real change yet after it was introduced in November 2018.'],
    [
      'too_early',
      null,
      'It is too early to tell whether it changed after it was introduced in November 2018.',
    ],
    ['none', null, 'Whether it changed after it was introduced in November 2018 is not judged.'],
    [
      'improving',
      '2018-12',
      'Better than usual since December 2018, after it was introduced in November 2018.',
    ],
    [
      'improving',
      '2018-11',
      'Better than usual since November 2018, after it was introduced in November 2018.',
    ],
    [
      'concerning',
      '2019-02',
      'Worse than usual since February 2019, after it was introduced in November 2018.',
    ],
    ['unusual', null, 'Unusual; it was introduced in November 2018.'],
  ] as const)('%s since %s', (variation, since, words) => {
    expect(supportFinding({ variation, since }, support)).toBe(words)
  })

  test('a change that began before is never taken for an effect', () => {
    expect(supportFinding({ variation: 'improving', since: '2018-09' }, support)).toBe(
      'Better than usual since September 2018, which was before it was introduced in November 2018.',
    )
  })
})

describe('the same in few words', () => {
  test.each([
    ['no_real_change', null, 'No real change yet'],
    ['too_early', null, 'Too early to tell'],
    ['none', null, 'Change not judged'],
    ['improving', '2018-11', 'Better than usual since November 2018'],
    ['improving', '2018-09', 'Better than usual since September 2018, before it was introduced'],
    ['recovering', '2018-12', 'Recovering; worse than usual since December 2018'],
    ['unusual', null, 'Unusual'],
  ] as const)('%s since %s', (variation, since, words) => {
    expect(supportWords({ variation, since }, support)).toBe(words)
  })
})
