import { expect, test } from 'vitest'
import { tableFile } from '#dashboards/exports/table-file.ts'

type Row = { unit: string; promise: string }

const fileOf = (rows: Row[]) =>
  tableFile<Row>({
    name: 'promises',
    about: [],
    columns: [
      { key: 'unit', heading: 'Unit', value: ({ unit }) => unit },
      { key: 'promise', heading: 'What was promised', value: ({ promise }) => promise },
    ],
    rows,
  })

test('a table without rows is a file of its headings', async () => {
  expect((await fileOf([]).made('csv')).body).toBe('unit,promise\r\n')
})

test('a table with rows has the same headings before them', async () => {
  const { body } = await fileOf([{ unit: 'HP-S1', promise: '=1+1' }]).made('csv')
  expect(body).toBe("unit,promise\r\nHP-S1,'=1+1\r\n")
})
