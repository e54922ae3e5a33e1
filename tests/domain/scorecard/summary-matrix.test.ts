import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Assurance, Variation } from '#domain/figures/figure.ts'
import { matrixAssurances, matrixVariations, summaryMatrix } from '#domain/scorecard/summary-matrix.ts'
import { some } from '../../support/some.ts'

const measure = (
  name: string,
  variation: Variation,
  assurance: Assurance,
  status: 'met' | 'not_whole' = 'met',
) => ({
  name,
  figure: { status, leftOut: null, variation, assurance },
})
const namesOf = (measures: readonly { name: string }[]) => measures.map(({ name }) => name)

test('a measure is named where its change and its target meet', () => {
  const { rows } = summaryMatrix([
    measure('visits', 'concerning', 'will_miss'),
    measure('reviews', 'no_real_change', 'hit_or_miss'),
    measure('audits', 'no_real_change', 'hit_or_miss'),
  ])
  expect(rows.map(({ variation }) => variation)).toEqual(['improving', 'no_real_change', 'concerning'])
  expect(rows.map(({ cells }) => matrixAssurances.map((a) => namesOf(cells[a])))).toEqual([
    [[], [], []],
    [[], ['reviews', 'audits'], []],
    [[], [], ['visits']],
  ])
})

test('recovering and slipping back have a row only where a measure is in it, between their neighbours', () => {
  const { rows } = summaryMatrix([
    measure('overdue audits', 'recovering', 'will_miss'),
    measure('supervision', 'slipping_back', 'hit_or_miss'),
  ])
  expect(rows.map(({ variation }) => variation)).toEqual([...matrixVariations])
})

test('without a target, without a judgement, and without a good direction a measure is beside the table', () => {
  const matrix = summaryMatrix([
    measure('duration', 'improving', 'none'),
    measure('few months', 'no_real_change', 'too_early'),
    measure('new', 'too_early', 'too_early'),
    measure('small', 'none', 'none'),
    measure('contacts', 'unusual', 'none'),
    measure('a team is missing', 'concerning', 'will_miss', 'not_whole'),
  ])
  expect(namesOf(matrix.withoutAssurance)).toEqual(['duration', 'few months'])
  expect(namesOf(matrix.notJudged)).toEqual(['new', 'small', 'a team is missing'])
  expect(namesOf(matrix.unusual)).toEqual(['contacts'])
})

test('every measure is in the table or beside it, once', () => {
  const variations: Variation[] = [...matrixVariations, 'unusual', 'too_early', 'none']
  const assurances: Assurance[] = [...matrixAssurances, 'too_early', 'none']
  fc.assert(
    fc.property(
      fc.array(
        fc.record({ variation: fc.constantFrom(...variations), assurance: fc.constantFrom(...assurances) }),
      ),
      (drawn) => {
        const measures = drawn.map(({ variation, assurance }, i) => measure(`${i}`, variation, assurance))
        const { rows, unusual, withoutAssurance, notJudged } = summaryMatrix(measures)
        const placed = [
          ...some(rows).flatMap(({ cells }) => matrixAssurances.flatMap((a) => cells[a])),
          ...unusual,
          ...withoutAssurance,
          ...notJudged,
        ]
        expect(placed.map(({ name }) => Number(name)).sort((a, b) => a - b)).toEqual(
          measures.map((_, i) => i),
        )
      },
    ),
  )
})
