import { expect, test } from 'vitest'
import type { Layout, LayoutRules } from '#domain/extracts/layouts/layout.ts'
import { chooseLayout, nearestLayout } from '#server/extracts/layouts/choose-layout.ts'
import { plainRules, report, tableOf } from '../../../domain/layout-examples.ts'

const layout = (name: string, rules: LayoutRules = plainRules): Layout => ({ id: 1, name, version: 1, rules })
const visits = layout('Visits')
const preview = [{ name: null, rows: tableOf(report) }]
const sheet = (name: string, rows: readonly (readonly string[])[]) => ({ name, rows: tableOf(rows) })

test('the layout whose headings a file has reads it, wherever they stand', () => {
  expect(
    chooseLayout(
      preview,
      [layout('Other', { ...plainRules, columns: plainRules.columns.slice(1) }), visits],
      null,
    ),
  ).toBe(visits)
  expect(chooseLayout([{ name: null, rows: tableOf([[], [], ...report]) }], [visits], null)).toBe(visits)
  expect(chooseLayout([sheet('Notes', [['a', 'b']])], [visits], null)).toBeNull()
})

test('the one that was asked for reads it, or nothing does', () => {
  const other = layout('Other')
  expect(chooseLayout(preview, [visits, other], 'visits ')).toBe(visits)
  expect(chooseLayout(preview, [visits, other], 'Visit')).toMatchObject({
    code: 'not_a_table',
    message: 'There is no layout called ‘Visit’. Those that are: ‘Visits’, ‘Other’',
  })
  expect(chooseLayout(preview, [], 'Visits')).toMatchObject({
    message: 'There is no layout called ‘Visits’. None has been confirmed yet',
  })
})

test('two that both would are refused with both names', () => {
  expect(chooseLayout(preview, [visits, layout('Twin')], null)).toMatchObject({
    message:
      'The layouts ‘Visits’ and ‘Twin’ both read files with these headings. Say which one reads this file, or retire the other',
  })
})

test('a sheet that is left out, or is not the one named, says nothing', () => {
  const every = layout('Every', { ...plainRules, sheets: { take: 'every', except: ['Notes'] } })
  const named = layout('Named', { ...plainRules, sheets: { take: 'named', name: 'Data' } })
  expect(chooseLayout([sheet('Notes', report)], [every, named], null)).toBeNull()
  expect(chooseLayout([sheet('Notes', []), sheet('data', report)], [named], null)).toBe(named)
  expect(chooseLayout([sheet('Notes', []), sheet('May', report)], [every], null)).toBe(every)
})

test('a file with half of the headings is told what is new and what is missing', () => {
  const renamed = report.with(2, ['Team', 'Children seen', 'Children due a visit'])
  const found = chooseLayout([{ name: null, rows: tableOf(renamed) }], [visits], null)
  expect(found).toMatchObject({ row: 3 })
  expect((found as { message: string }).message).toContain(
    'Row 3: The layout ‘Visits’ no longer fits: ‘Children seen’ is new and ‘Children visited on time’ is missing',
  )
  const far = report.with(2, ['Team', 'Seen', 'Due'])
  expect(nearestLayout([{ name: null, rows: tableOf(far) }], [visits])).toBeNull()
})
