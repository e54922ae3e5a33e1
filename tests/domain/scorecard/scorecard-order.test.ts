import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Figure, Status, Variation } from '#domain/figures/figure.ts'
import {
  chosenRows,
  filterOf,
  noFilter,
  type OrderedRow,
  resultWords,
  sortKeys,
  subjectGaps,
} from '#domain/scorecard/scorecard-order.ts'
import { aKpi } from '../examples.ts'

const row = (
  code: string,
  over: Partial<OrderedRow['figure']> = {},
  kpi: Partial<OrderedRow['kpi']> = {},
): OrderedRow => ({
  kpi: aKpi({ code, name: `Measure ${code}`, order: code.charCodeAt(0), ...kpi }),
  figure: { state: 'reported', value: 80, status: 'met', variation: 'no_real_change', gap: null, ...over },
  actions: [{ ref: 'R1.1', live: true }],
})
const codes = (rows: readonly OrderedRow[]) => rows.map((r) => r.kpi.code).join('')

describe('the filter in an address', () => {
  test('is read as it is written', () => {
    const query = { dimension: 'quality', status: 'missed', variation: 'concerning', sort: 'gap' }
    expect(filterOf(query)).toEqual({
      filter: { dimension: 'quality', status: 'missed', variation: 'concerning', sort: 'gap' },
      unknown: [],
    })
    expect(filterOf({})).toEqual({ filter: noFilter, unknown: [] })
    expect(filterOf({ status: '' }).unknown).toEqual([])
    expect(filterOf({ dimension: 'context' }).filter.dimension).toBe('context')
  })

  test('leaves out what it does not know and names it', () => {
    const query = {
      ...{ dimension: 'workforce', status: 'red' },
      ...{ variation: ['concerning', 'improving'], sort: 'constructor' },
    }
    expect(filterOf(query)).toEqual({
      filter: noFilter,
      unknown: ['question', 'status', 'variation', 'sort'],
    })
  })
})

describe('the rows chosen', () => {
  const rows = [
    row('A', { status: 'missed', variation: 'concerning', gap: 3 }),
    row('B', { status: 'missed', gap: 20 }),
    row('C', { status: 'close', variation: 'improving', gap: 2 }),
    row('D', { status: null, state: 'suppressed', variation: 'none' }),
  ]

  test('fit both filters, in the order of the catalogue', () => {
    expect(codes(chosenRows(rows, noFilter))).toBe('ABCD')
    expect(codes(chosenRows(rows, { ...noFilter, status: 'missed' }))).toBe('AB')
    expect(codes(chosenRows(rows, { ...noFilter, status: 'missed', variation: 'concerning' }))).toBe('A')
    expect(codes(chosenRows(rows, { ...noFilter, status: 'no_target' }))).toBe('')
  })

  test('are of one question only where it is asked for, whatever else is', () => {
    const asked = [...rows, row('E', { status: 'missed' }, { dimension: 'context' })]
    expect(codes(chosenRows(asked, { ...noFilter, dimension: 'context' }))).toBe('E')
    expect(codes(chosenRows(asked, { ...noFilter, dimension: 'delivery', status: 'missed' }))).toBe('AB')
    expect(codes(chosenRows(asked, { ...noFilter, dimension: 'quality' }))).toBe('')
  })

  test('stand by the largest gap, by status with what has none last, by what is really changing', () => {
    expect(codes(chosenRows(rows, { ...noFilter, sort: 'gap' }))).toBe('BACD')
    expect(codes(chosenRows(rows, { ...noFilter, sort: 'status' }))).toBe('BACD')
    expect(codes(chosenRows(rows, { ...noFilter, sort: 'variation' }))).toBe('ACBD')
  })

  test('stand by value within one kind of figure only, what has none last', () => {
    const mixed = [
      row('A', { value: 240 }, { unit: 'children_or_items' }),
      row('B', { value: 12.5 }),
      row('C', { state: 'not_reported', value: null }),
      row('D', { value: 0 }),
      row('E', { value: 17 }, { unit: 'children_per_fte' }),
      row('F', { value: 91 }),
      row('G', { value: 91 }),
      row('H', { value: 30 }, { unit: 'working_days' }),
    ]
    expect(codes(chosenRows(mixed, { ...noFilter, sort: 'value' }))).toBe('FGBDCHEA')
  })

  test('stand by value with what has none last, in whatever order they are listed', () => {
    const rows = [
      row('A', { value: null }),
      row('B', { value: -2 }),
      row('C', { value: null }),
      row('D', { value: 3 }),
    ]
    const turned = rows.map((_, i) => [...rows.slice(i), ...rows.slice(0, i)])
    const sorted = [...turned, rows.toReversed()].map((order) =>
      codes(chosenRows(order, { ...noFilter, sort: 'value' })),
    )
    expect(sorted).toEqual(Array(5).fill('DBAC'))
  })

  test('stand by name, and the catalogue decides between two of one name', () => {
    const named = (code: string, name: string) => row(code, {}, { name })
    const [visits, assessments, again] = [
      named('A', 'Visits'),
      named('B', 'Assessments'),
      named('C', 'Visits'),
    ]
    expect(codes(chosenRows([again, visits, assessments], { ...noFilter, sort: 'measure' }))).toBe('BAC')
  })

  test('stand by status as a filter offers them', () => {
    const statuses = ['no_target', 'no_data', 'not_whole', 'small_number', 'met', 'close', 'missed'] as const
    const all = statuses.map((status, i) => row(String.fromCharCode(65 + i), { status }))
    expect(codes(chosenRows(all, { ...noFilter, sort: 'status' }))).toBe('GFEDCBA')
    const unknown = row('Z', { status: null })
    expect(codes(chosenRows([unknown, ...all], { ...noFilter, sort: 'status' }))).toBe('GFEDCBAZ')
    const turns = ['none', 'too_early', 'no_real_change', 'improving', 'unusual', 'concerning'] as const
    const moving = turns.map((variation, i) => row(String.fromCharCode(65 + i), { variation }))
    expect(codes(chosenRows(moving, { ...noFilter, sort: 'variation' }))).toBe('FEDCBA')
  })

  test('stand by status among those that nobody works on', () => {
    const idle = (code: string, status: Status) => ({
      ...row(code, { status }),
      actions: [{ ref: 'R1.1', live: false }],
    })
    const rows = [row('A', { status: 'missed' }), idle('B', 'met'), idle('C', 'missed')]
    expect(codes(chosenRows(rows, { ...noFilter, sort: 'actions' }))).toBe('CBA')
  })

  test('stand with those that nobody works on first', () => {
    const idle = { ...row('Z', { status: 'met' }), actions: [] }
    expect(codes(chosenRows([...rows, idle], { ...noFilter, sort: 'actions' }))).toBe('ZABCD')
  })

  test('are the same rows, whatever the order', () => {
    const status = fc.constantFrom<Status | null>(
      'met',
      'close',
      'missed',
      'small_number',
      'no_data',
      'no_target',
      null,
    )
    const variation = fc.constantFrom<Variation>(
      'improving',
      'concerning',
      'unusual',
      'no_real_change',
      'too_early',
      'none',
    )
    const many = fc.array(fc.record({ status, variation, gap: fc.option(fc.integer({ min: 1, max: 50 })) }), {
      maxLength: 40,
    })
    fc.assert(
      fc.property(many, fc.constantFrom(...sortKeys), (figures, sort) => {
        const all = figures.map((f, i) => row(String.fromCharCode(65 + i), f as Partial<Figure>))
        const sorted = chosenRows(all, { ...noFilter, sort })
        expect(sorted).toHaveLength(all.length)
        expect(all.filter((r) => !sorted.includes(r))).toEqual([])
      }),
    )
  })
})

describe('how many there are', () => {
  const rows = [
    row('A', { status: 'missed' }),
    row('B', { status: 'missed' }, { dimension: 'context' }),
    row('C'),
  ]

  test('is said with what was asked', () => {
    expect(resultWords(rows, rows, noFilter)).toBe('3 measures.')
    expect(resultWords(rows, [], { ...noFilter, status: 'close', variation: 'improving' })).toBe(
      '0 of 3 measures: close and improving.',
    )
    const both = { dimension: 'delivery', status: 'close', variation: 'improving', sort: null } as const
    expect(resultWords(rows, [], both)).toBe(
      '0 of 3 measures under “Is it done on time?”: close and improving.',
    )
  })

  test('is said of one question with the question', () => {
    const filter = { ...noFilter, dimension: 'delivery', status: 'missed' } as const
    expect(resultWords(rows, chosenRows(rows, filter), filter)).toBe(
      '1 of 3 measures under “Is it done on time?”: missed.',
    )
    expect(resultWords(rows, [], { ...noFilter, dimension: 'quality' })).toBe(
      '0 of 3 measures under “Is it good?”.',
    )
  })

  test('counts demand, people and caseloads as any other', () => {
    const filter = { ...noFilter, status: 'missed' } as const
    expect(codes(chosenRows(rows, filter))).toBe('AB')
    expect(resultWords(rows, chosenRows(rows, filter), filter)).toBe('2 of 3 measures: missed.')
  })

  test('finds what nothing could be judged of, and what is not judged with what is too early to tell', () => {
    const odd = [
      row('D', { status: null, state: 'no_cases', variation: 'none' }),
      row('E', { status: 'met', variation: 'too_early' }),
      row('F', { status: 'no_data', state: 'not_reported', variation: 'none' }),
    ]
    const nothing = { ...noFilter, status: 'none' } as const
    expect(codes(chosenRows(odd, nothing))).toBe('D')
    expect(resultWords(odd, chosenRows(odd, nothing), nothing)).toBe('1 of 3 measures: nothing to judge.')
    expect(codes(chosenRows(odd, { ...noFilter, variation: 'none' }))).toBe('DEF')
    expect(codes(chosenRows(odd, { ...noFilter, variation: 'too_early' }))).toBe('E')
  })
})

describe('the gaps of subjects', () => {
  const measure = (
    subject: string,
    dimension: OrderedRow['kpi']['dimension'],
    target: number | null,
    order: number,
  ) => ({
    kpi: { subject, dimension, order },
    figure: { target },
  })

  test('are the questions nobody asks of a subject that has a target in another', () => {
    const rows = [
      measure('visits_in_care', 'quality', 90, 2),
      measure('visits_in_care', 'delivery', 90, 1),
      measure('assessments', 'delivery', 90, 3),
    ]
    expect(subjectGaps(rows)).toEqual({
      delivery: [],
      quality: ['assessments'],
      difference: ['visits_in_care', 'assessments'],
    })
    expect(subjectGaps(rows.toReversed()).difference).toEqual(['visits_in_care', 'assessments'])
  })

  test('are not claimed of a subject without a target, of context, or where a measure without target asks', () => {
    expect(subjectGaps([measure('protection', 'difference', null, 1)])).toEqual({
      delivery: [],
      quality: [],
      difference: [],
    })
    expect(subjectGaps([measure('workforce', 'context', 15, 1)]).quality).toEqual([])
    expect(
      subjectGaps([measure('protection', 'delivery', 90, 1), measure('protection', 'difference', null, 2)])
        .difference,
    ).toEqual([])
  })
})
