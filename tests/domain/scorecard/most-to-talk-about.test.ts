import { describe, expect, test } from 'vitest'
import { mostToTalkAbout, opensOnWords } from '#domain/scorecard/most-to-talk-about.ts'

const kpis = ['AS01', 'CP04', 'LC01']
const figure = (
  kpi: string,
  variation: 'concerning' | 'no_real_change',
  status: 'met' | 'close' | 'missed' = 'met',
) => ({
  kpi,
  variation,
  status,
})

describe('the measure with most to talk about', () => {
  test('is the one on which most teams are worse than usual, however many are short of another’s target', () => {
    const figures = [
      figure('LC01', 'concerning'),
      figure('LC01', 'concerning'),
      figure('CP04', 'concerning', 'missed'),
      ...['a', 'b', 'c'].map(() => figure('AS01', 'no_real_change', 'missed')),
    ]
    expect(mostToTalkAbout(kpis, figures)).toEqual({ kpi: 'LC01', concerning: 2, short: 0 })
  })

  test('is, among those alike, the one on which most are short of target, and then the first in the catalogue', () => {
    const alike = [figure('CP04', 'concerning'), figure('LC01', 'concerning')]
    expect(mostToTalkAbout(kpis, alike)?.kpi).toBe('CP04')
    expect(mostToTalkAbout(kpis, [...alike, figure('LC01', 'no_real_change', 'close')])?.kpi).toBe('LC01')
  })

  test('is the one on which most are short of target where nobody is worse than usual, and none where all is well', () => {
    const missed = [figure('AS01', 'no_real_change', 'missed')]
    expect(mostToTalkAbout(kpis, missed)).toEqual({ kpi: 'AS01', concerning: 0, short: 1 })
    expect(mostToTalkAbout(kpis, [figure('AS01', 'no_real_change')])).toBeNull()
    expect(mostToTalkAbout([], missed)).toBeNull()
  })

  test('says in words why the page opens on it', () => {
    expect(opensOnWords({ kpi: 'LC01', concerning: 2, short: 0 }, 'team')).toBe(
      'Shown first, as no other measure has more to talk about: 2 teams are worse than usual.',
    )
    expect(opensOnWords({ kpi: 'LC01', concerning: 1, short: 3 }, 'team')).toBe(
      'Shown first, as no other measure has more to talk about: 1 team is worse than usual, and 3 teams are short of target.',
    )
    expect(opensOnWords({ kpi: 'LC01', concerning: 0, short: 1 }, 'service')).toBe(
      'Shown first, as no other measure has more to talk about: 1 service is short of target.',
    )
    expect(opensOnWords(null, 'team')).toBe('Shown first. No team is worse than usual or short of a target.')
  })
})
