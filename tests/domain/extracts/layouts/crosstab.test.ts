import { describe, expect, test } from 'vitest'
import { monthKind, teamsInHeadings } from '#domain/extracts/layouts/crosstab.ts'

const isTeam = (name: string) => ['North', 'South'].includes(name)

describe('the teams in headings', () => {
  test('are whole headings where they stand in one row', () => {
    expect(teamsInHeadings(['North', 'South', 'East'], isTeam)).toEqual(['North', 'South', 'East'])
    expect(teamsInHeadings(['North – due', 'Total'], isTeam)).toEqual(['North – due', 'Total'])
  })

  test('are the side that holds names of ours, whichever that is', () => {
    expect(teamsInHeadings(['North – due', 'South – due', 'East – seen'], isTeam)).toEqual([
      'North',
      'South',
      'East',
    ])
    expect(teamsInHeadings(['Due – North', 'Seen – North', 'Due – South'], isTeam)).toEqual([
      'North',
      'North',
      'South',
    ])
  })

  test('are the side that differs more often where neither holds a name of ours, the upper where both do', () => {
    const isNone = () => false
    expect(teamsInHeadings(['Due – A', 'Due – B', 'Seen – C'], isNone)).toEqual(['A', 'B', 'C'])
    expect(teamsInHeadings(['A – due', 'B – due', 'C – seen'], isNone)).toEqual(['A', 'B', 'C'])
    expect(teamsInHeadings(['A – x', 'B – y'], isNone)).toEqual(['A', 'B'])
  })

  test('are whole headings where one of them is a name of ours', () => {
    expect(teamsInHeadings(['North', 'North – due'], isTeam)).toEqual(['North', 'North – due'])
    const isWhole = (name: string) => name === 'North – West'
    expect(teamsInHeadings(['North – West', 'East – South'], isWhole)).toEqual([
      'North – West',
      'East – South',
    ])
    expect(teamsInHeadings(['East - due', 'West - due'], isTeam)).toEqual(['East - due', 'West - due'])
  })

  test('are the upper side where as many names of ours stand on either, and neither differs more', () => {
    expect(teamsInHeadings(['North – due', 'Due – North'], isTeam)).toEqual(['North', 'Due'])
    expect(teamsInHeadings(['East – due', 'EAST  – done'], isTeam)).toEqual(['due', 'done'])
  })

  test('are divided at the first dash between two rows', () => {
    expect(teamsInHeadings(['East – 1 – due', 'West – 1 – due'], isTeam)).toEqual(['East', 'West'])
    expect(teamsInHeadings(['Due – East – 1', 'Due – West – 1'], isTeam)).toEqual(['East – 1', 'West – 1'])
  })

  test('of no headings are none', () => {
    expect(teamsInHeadings([], isTeam)).toEqual([])
  })
})

describe('what a heading says beside its month', () => {
  test('is the same for columns that are alike', () => {
    const kind = monthKind('April 2019 seen', 'day_first')
    expect(kind).not.toBeNull()
    expect(monthKind('May 2019  SEEN', 'day_first')).toBe(kind)
    expect(monthKind('May 2019 due', 'day_first')).not.toBe(kind)
  })

  test('depends on the order of dates that a person confirmed', () => {
    expect(monthKind('05/01/2019', 'day_first')).toBeNull()
    expect(monthKind('05/01/2019', 'month_first')).toBe('{}')
  })

  test.each(['Seen', 'April 2019 to May 2019', ''])(
    'is nothing for %j, which names no one month',
    (heading) => {
      expect(monthKind(heading, 'day_first')).toBeNull()
    },
  )
})
