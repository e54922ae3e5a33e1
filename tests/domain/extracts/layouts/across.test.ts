import { describe, expect, test } from 'vitest'
import { monthKind, teamsInHeadings } from '#domain/extracts/layouts/across.ts'

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

  test.each(['Seen', 'April 2019 to May 2019', ''])(
    'is nothing for %j, which names no one month',
    (heading) => {
      expect(monthKind(heading, 'day_first')).toBeNull()
    },
  )
})
