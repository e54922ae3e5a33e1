import { describe, expect, test } from 'vitest'
import type { Status } from '#domain/figures/figure.ts'
import { monthsFrom } from '#domain/time/period.ts'
import { heatmapFinding, longestShortRun } from '#domain/wording/heatmap-finding.ts'

const letters: Record<string, Status | null> = {
  ...{ m: 'met', c: 'close', x: 'missed', s: 'small_number', n: 'no_data' },
  '-': null,
}
const statuses = (text: string) => [...text].map((letter) => letters[letter] ?? null)
const row = (name: string, text: string) => ({ name, statuses: statuses(text) })
const months = monthsFrom('2018-11', '2019-04')

describe('a run short of target', () => {
  test('is of months that were close or missed, one after another', () => {
    expect(longestShortRun(statuses('mcxcmx'))).toEqual({ length: 3, end: 3 })
    expect(longestShortRun(statuses('xxxxxx'))).toEqual({ length: 6, end: 5 })
  })

  test('is at least two months', () => {
    expect(longestShortRun(statuses('mxmcmx'))).toBeNull()
    expect(longestShortRun(statuses('mmmmxx'))).toEqual({ length: 2, end: 5 })
    expect(longestShortRun([])).toBeNull()
  })

  test.each(['s', 'n', '-', 'm'])('is ended by a month that is %s', (between) => {
    expect(longestShortRun(statuses(`xx${between}x`))).toEqual({ length: 2, end: 1 })
  })

  test('goes on over no month from which the measure is counted differently', () => {
    expect(longestShortRun(statuses('xxxxxx'), 4)).toEqual({ length: 4, end: 3 })
    expect(longestShortRun(statuses('mxxxxx'), 2)).toEqual({ length: 4, end: 5 })
    expect(longestShortRun(statuses('mmmxxm'), 4)).toBeNull()
  })

  test('is the latest of those as long as each other', () => {
    expect(longestShortRun(statuses('xxmxxm'))).toEqual({ length: 2, end: 4 })
  })
})

describe('the finding of a heatmap', () => {
  test('says how many met target and names who was short of it longest', () => {
    expect(heatmapFinding([row('North', 'mmxxxx'), row('South', 'xxxmmm')], months, 'team')).toBe(
      '1 of 2 teams met target in April 2019; longest run short of it: North, the last 4 months',
    )
    expect(heatmapFinding([row('North', 'mmmxxm'), row('South', 'xxxmms')], months, 'team')).toBe(
      '1 of 1 team met target in April 2019; longest run short of it: South, 3 months to January 2019',
    )
    expect(heatmapFinding([row('Care', 'cccccc'), row('Help', 'mmmmmm')], months, 'service')).toBe(
      '1 of 2 services met target in April 2019; longest run short of it: Care, all 6 months',
    )
  })

  test('says where the measure is counted differently, and runs over no such month', () => {
    const since = '2019-02'
    expect(heatmapFinding([row('North', 'mxxxxx')], months, 'team', since)).toBe(
      '0 of 1 team met target in April 2019; longest run short of it: North, the last 3 months; counted differently before February 2019',
    )
    expect(heatmapFinding([row('North', 'mmmmmm')], months, 'team', since)).toBe(
      '1 of 1 team met target in April 2019; counted differently before February 2019',
    )
    expect(heatmapFinding([row('North', 'xxxxxx')], months, 'team', '2018-01')).toContain('all 6 months')
  })

  test('names two that were short of it as long as each other, and counts more', () => {
    const short = [row('North', 'mmmmxx'), row('South', 'mmmmxx'), row('West', 'xxmmmm')]
    expect(heatmapFinding(short, months, 'team')).toContain(': North and South, the last 2 months')
    expect(heatmapFinding([...short, row('East', 'mmmmcc')], months, 'team')).toContain(
      ': 3 teams, the last 2 months',
    )
  })

  test('names nobody where nobody was short of it two months running', () => {
    expect(heatmapFinding([row('North', 'mmmmmx')], months, 'team')).toBe(
      '0 of 1 team met target in April 2019',
    )
    expect(heatmapFinding([row('North', 'mmmmms')], months, 'team')).toBe(
      'No team could be judged against target in April 2019',
    )
    expect(heatmapFinding([], months, 'service')).toBe(
      'No service could be judged against target in April 2019',
    )
  })
})
