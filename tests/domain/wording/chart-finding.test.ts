import { describe, expect, test } from 'vitest'
import {
  besideFinding,
  changedFinding,
  funnelFinding,
  milestoneFinding,
  rangeFinding,
  ratingFinding,
  runOnMedian,
  runWords,
  targetFinding,
} from '#domain/wording/chart-finding.ts'

const percent = { unit: 'percent', decimals: 1 } as const
const inside = { name: 'North', standing: 'inside' } as const

describe('a finding of a funnel', () => {
  test('says that none differs, or who does and on which side', () => {
    expect(funnelFinding([inside], '2019-04')).toBe(
      'No team differs from the others beyond chance in April 2019',
    )
    expect(funnelFinding([inside, { name: 'South', standing: 'below' }], '2019-04')).toBe(
      'South is below what chance explains',
    )
    expect(
      funnelFinding(
        [
          { name: 'East', standing: 'above' },
          { name: 'South', standing: 'below' },
          { name: 'West', standing: 'below' },
        ],
        '2019-04',
      ),
    ).toBe('East is above and South and West are below what chance explains')
  })

  test('counts where there are too many to name, and says so where none can be judged', () => {
    const apart = Array.from({ length: 4 }, (_, i) => ({ name: `T${i}`, standing: 'below' as const }))
    expect(funnelFinding([...apart, inside], '2019-04')).toBe(
      '4 of 5 teams differ from the others beyond chance in April 2019',
    )
    expect(funnelFinding([], '2019-04')).toBe('No team has enough cases to judge in April 2019')
  })
})

describe('a finding of teams side by side', () => {
  test('gives the range, and never an order', () => {
    expect(rangeFinding(percent, [78, 93.5, 84], null, '2019-04')).toBe(
      '78% to 93.5% across 3 teams in April 2019',
    )
    expect(rangeFinding(percent, [78], null, '2019-04')).toBe('78% in 1 team in April 2019')
    expect(rangeFinding(percent, [], null, '2019-04')).toBe('Nothing to show for April 2019')
  })

  test('may be of services', () => {
    expect(rangeFinding(percent, [78, 80], null, '2019-04', 'service')).toBe(
      '78% to 80% across 2 services in April 2019',
    )
  })

  test('places one team in the range of the others; on its edge it is within', () => {
    const place = (value: number | null) =>
      rangeFinding(percent, [78, 93], { name: 'South', value, standing: null }, '2019-04')
    expect(place(78)).toBe('South is within the range of similar teams')
    expect(place(77.9)).toBe('South is below the range of similar teams')
    expect(place(93.1)).toBe('South is above the range of similar teams')
    expect(place(null)).toBe('South has no figure for April 2019')
  })

  test('claims nothing of a share of cases that chance explains', () => {
    const place = (value: number, standing: 'above' | 'below' | 'inside' | 'too_few') =>
      rangeFinding(percent, [78, 93], { name: 'South', value, standing }, '2019-04')
    expect(place(74, 'inside')).toBe('South is below similar teams, within what chance explains')
    const own = { name: 'South', value: 74, standing: 'inside', cases: 39 } as const
    expect(rangeFinding({ ...percent, numerator: 'children seen' }, [78, 93], own, '2019-04')).toBe(
      'South is below similar teams, but 39 children are too few to tell',
    )
    expect(place(80, 'inside')).toBe('South is within the range of similar teams')
    expect(place(60, 'below')).toBe('South is below what chance explains')
    expect(place(80, 'below')).toBe('South is below what chance explains')
    expect(place(95, 'too_few')).toBe('Too few cases to set South apart')
  })
})

test('the plan’s finding counts what is not on track, against the date before', () => {
  const now = (notOnTrack: number, rated: number) => ({ date: '2019-06-05', notOnTrack, rated })
  const before = { date: '2019-04-24', notOnTrack: 8, rated: 58 }
  expect(ratingFinding(now(10, 71), before)).toBe(
    '10 of 71 rated actions are not on track, 8 of 58 in April 2019',
  )
  expect(ratingFinding(now(1, 71), { ...before, date: '2019-06-01' })).toBe(
    '1 of 71 rated actions is not on track, 8 of 58 on 1 June 2019',
  )
  expect(ratingFinding(now(0, 1), { ...before, rated: 0 })).toBe('0 of 1 rated action are not on track')
  expect(ratingFinding(now(3, 71), null)).toBe('3 of 71 rated actions are not on track')
  expect(ratingFinding(now(0, 0), before)).toBe('No action has been rated')
})

test('milestones and changes are counted', () => {
  expect(milestoneFinding({ due: 5, overdue: 2, moved: 1 }, '2019-12-31')).toBe(
    '7 still to be met by 31 December 2019: 2 overdue, 5 due (1 moved)',
  )
  expect(milestoneFinding({ due: 5, overdue: 0, moved: 0 }, '2019-12-31')).toBe(
    '5 due by 31 December 2019; none overdue',
  )
  expect(changedFinding(5, 3, 0)).toBe('5 better, 3 worse, beyond normal variation')
  expect(changedFinding(0, 0, 2)).toBe('0 better, 0 worse, 2 unusual, beyond normal variation')
  expect(changedFinding(0, 0, 0)).toBe('Nothing changed beyond normal variation')
})

describe('measures beside their targets', () => {
  test('are counted by what they were judged, never by how far off they are', () => {
    expect(targetFinding(['met', 'close', 'missed', 'met'], '2019-04')).toBe(
      '2 of 4 core percentages met target in April 2019: 1 missed, 1 close',
    )
    expect(targetFinding(['met'], '2019-04')).toBe('1 of 1 core percentage met target in April 2019')
  })

  test('leave out of the count what could not be judged', () => {
    expect(targetFinding(['met', 'small_number', 'no_data', null], '2019-04')).toBe(
      '1 of 1 core percentage met target in April 2019',
    )
    expect(targetFinding([], '2019-04')).toBe(
      'No core percentage could be judged against a target in April 2019',
    )
  })
})

describe('the median of a short series', () => {
  test('is none under three values', () => {
    expect(runOnMedian([80, null, 82])).toBeNull()
    expect(runWords(percent, [80, 81], 'month')).toBeNull()
  })

  test('counts the last points on one side of it; a point on it ends no run', () => {
    expect(runOnMedian([60, 61, 70, 72, null, 70, 75])).toMatchObject({
      median: 70,
      side: 'above',
      length: 2,
    })
    expect(runWords(percent, [60, 61, 70, 72, 75], 'month')).toBe(
      'The last 2 months off the median lie above the median of 70%.',
    )
    expect(runWords(percent, [70, 71, 72, 73, 60], 'week')).toBe(
      'The last week lies below the median of 71%.',
    )
    expect(runWords(percent, [70, 72, 74, 60, 72], 'month')).toBe('The last month lies on the median of 72%.')
    expect(runWords(percent, [70, 70, 70], 'month')).toBe('Every month lies on the median of 70%.')
  })
})

describe('a finding of lines beside each other', () => {
  const own = { period: '2019-04', value: 74.4 }

  test('gives the numbers, each with its time, and judges nothing', () => {
    expect(
      besideFinding(percent, own, [
        { words: 'the service', value: 83.3, year: null },
        { words: 'England', value: 84, year: 2018 },
      ]),
    ).toBe('74.4% in April 2019; the service 83.3%, England 84% in 2018')
  })

  test('says that there is no figure, and names at most three others', () => {
    const others = ['a', 'b', 'c', 'd'].map((words) => ({ words, value: 50, year: null }))
    expect(besideFinding(percent, { ...own, value: null }, others)).toBe(
      'No figure for April 2019; a 50%, b 50%, c 50%',
    )
    expect(besideFinding(percent, own, [])).toBe('74.4% in April 2019')
  })
})
