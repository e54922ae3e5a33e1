import { describe, expect, test } from 'vitest'
import { awaitedPeriod, awaitedWords } from '#domain/figures/awaited-period.ts'

const kpi = { lastMonth: null, basis: 'flow' } as const
const unit = { opened: '2015-04-01', closed: null }
const asked = { grain: 'monthly', last: '2019-04', latest: '2019-05' } as const

describe('a measure that has not come for the month that is shown', () => {
  test.each([
    ['the month before', asked, '2019-05'],
    ['that very month', { ...asked, last: '2019-05' }, null],
    ['a later month', { ...asked, last: '2019-06' }, null],
    ['the quarter before', { grain: 'quarterly', last: '2018-Q4', latest: '2019-05' } as const, '2019-Q1'],
    ['the last quarter by then', { grain: 'quarterly', last: '2019-Q1', latest: '2019-05' } as const, null],
    ['a week of the year before', { grain: 'weekly', last: '2018-W50', latest: '2019-05' } as const, null],
    ['a week', { grain: 'weekly', last: '2019-W10', latest: '2019-05' } as const, null],
  ])('whose latest figure is of %s', (_what, about, period) => {
    expect(awaitedPeriod(kpi, unit, about)).toBe(period)
  })

  test('is not awaited once it is retired, nor of a team that had closed', () => {
    expect(awaitedPeriod({ ...kpi, lastMonth: '2019-04' }, unit, asked)).toBeNull()
    expect(awaitedPeriod({ ...kpi, lastMonth: '2019-05' }, unit, asked)).toBe('2019-05')
    expect(awaitedPeriod(kpi, { ...unit, closed: '2019-04-30' }, asked)).toBeNull()
    expect(awaitedPeriod(kpi, { ...unit, closed: '2019-05-15' }, asked)).toBe('2019-05')
    expect(awaitedPeriod({ ...kpi, basis: 'snapshot' }, { ...unit, closed: '2019-05-15' }, asked)).toBeNull()
  })

  test('is said with the day on which it is due, and who sends it', () => {
    const from = { name: 'Case system', ownerRole: 'Data team', dueWorkingDay: 6 }
    const words = (day: string) => awaitedWords({ period: '2019-05', last: '2019-04' }, from, day)
    expect(words('2019-06-11')).toBe(
      'May 2019 has not come for this measure; the latest figure is April 2019. It was due on 10 June 2019, with the return ‘Case system’ (owner: Data team).',
    )
    expect(words('2019-06-10')).toContain('It is due on 10 June 2019')
    expect(awaitedWords({ period: '2019-05', last: '2019-04' }, null, '2019-06-11')).toMatch(/April 2019\.$/)
  })
})
