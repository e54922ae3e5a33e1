import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'
import { tableFile } from '#dashboards/exports/table-file.ts'

type Row = { unit: string; decision: string }

const fileOf = (rows: Row[]) =>
  tableFile<Row>({
    name: 'decisions',
    about: [],
    columns: [
      { key: 'unit', heading: 'Unit', value: ({ unit }) => unit },
      { key: 'decision', heading: 'What was agreed', value: ({ decision }) => decision },
    ],
    rows,
  })

test('a table with a text of several lines has a row for each of its records', () => {
  const decision = 'See each family in May.\nWrite it up the same day; say “done”, not "seen".'
  const { body } = fileOf([
    { unit: 'HP-S1', decision },
    { unit: 'HP-S2', decision: 'one, two' },
  ]).made('csv')
  expect(parse(String(body), { columns: true })).toEqual([
    { unit: 'HP-S1', decision },
    { unit: 'HP-S2', decision: 'one, two' },
  ])
})

test('a table without rows is a file of its headings', () => {
  expect(fileOf([]).made('csv').body).toBe('unit,decision\r\n')
})

test('a table with rows has the same headings before them', () => {
  const { body } = fileOf([{ unit: 'HP-S1', decision: '=1+1' }]).made('csv')
  expect(body).toBe('unit,decision\r\nHP-S1,"\'=1+1"\r\n')
})
