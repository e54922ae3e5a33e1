import { expect, test } from 'vitest'
import {
  movementLines,
  moverLines,
  scorecardNote,
} from '#dashboards/pages/council/home/lines/scorecard-lines.ts'
import { newSince } from '#dashboards/pages/council/home/role-home.ts'
import { exampleKpi, exampleTeam } from '#dashboards/pages/kit/example-measure.ts'
import { exampleScorecard } from '#dashboards/pages/kit/example-scorecard.ts'
import type { Variation } from '#domain/figures/figure.ts'

/** One measure that became worse than usual, with the moment its figure came. */
function scorecardOf(publishedAt: string) {
  const card = exampleScorecard(exampleTeam)
  return {
    ...card,
    lines: card.lines.map((line) => ({
      ...line,
      publishedAt: new Date(publishedAt),
      figure: { ...line.figure, variation: 'concerning' as Variation },
      previous: line.previous && { ...line.previous, variation: 'no_real_change' as Variation },
    })),
  }
}

test('a movement is dated by when its own figure came, not by when the month’s first figure did', () => {
  const [line] = movementLines(scorecardOf('2019-05-15T08:00:00Z'))
  expect(line).toMatchObject({ text: exampleKpi.name, when: '15 May 2019', at: '2019-05-15T08:00:00.000Z' })
})

test('a movement that came after a look is new, though other figures of the month came before it', () => {
  const lines = movementLines(scorecardOf('2019-05-15T08:00:00Z'))
  expect(newSince(lines, '2019-05-12T09:00:00.000Z')).toHaveLength(1)
  expect(newSince(lines, '2019-05-16T09:00:00.000Z')).toEqual([])
})

test('a movement across teams is dated by when its numbers came, not by when its limits last moved', () => {
  const [line] = scorecardOf('2019-06-03T08:00:00Z').lines
  if (line === undefined) throw new Error('The example has one measure')
  const stored = { publicationId: 9, publishedAt: new Date('2019-06-03T08:00:00Z'), restated: false }
  const now = { ...line.figure, ...stored }
  const mover = { unit: exampleTeam, kpi: line.kpi, now, before: line.previous }
  const came = (unit: string, kpi: string, period: string) =>
    unit === exampleTeam.code && kpi === line.kpi.code && period === now.period
      ? new Date('2019-04-08T08:00:00Z')
      : null
  expect(moverLines([mover], came)[0]).toMatchObject({
    when: '8 April 2019',
    at: '2019-04-08T08:00:00.000Z',
  })
  expect(moverLines([mover], () => null)[0]).not.toHaveProperty('at')
})

test('a scorecard is named with what met target, is concerning and is recovering; what is none is not said', () => {
  const card = exampleScorecard(exampleTeam)
  const noteOf = (concerning: number, recovering: number) =>
    scorecardNote({
      ...card,
      counts: { ...card.counts, judged: 48, met: 12, close: 0, missed: 36, concerning, recovering },
    })
  expect(noteOf(4, 1)).toBe('12 of 48 judged measures met target, 36 missed · 4 concerning · 1 recovering')
  expect(noteOf(0, 1)).toBe('12 of 48 judged measures met target, 36 missed · 1 recovering')
  expect(noteOf(0, 0)).toBe('12 of 48 judged measures met target, 36 missed')
})
