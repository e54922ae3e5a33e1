import { expect, test } from 'vitest'
import { unendedSourceOf, unendedSourceWords } from '#domain/extracts/unended-source.ts'

const file = { channel: 'page', receivedBy: 'Ann', layout: null, headings: 'team\nmonth' } as const

test('files of one layout are one source, whoever sends them and however', () => {
  const source = unendedSourceOf({ ...file, layout: 'Visits' })
  expect(source).toEqual({ kind: 'layout', name: 'Visits', headings: '' })
  expect(unendedSourceOf({ ...file, channel: 'inbox', receivedBy: 'Ben', layout: 'Visits' })).toEqual(source)
  expect(unendedSourceWords(source)).toBe('files that the layout ‘Visits’ reads')
})

test('files of ours in the drop folder are told apart by their headings alone', () => {
  const source = unendedSourceOf({ ...file, channel: 'inbox' })
  expect(source).toEqual({ kind: 'inbox', name: '', headings: 'team\nmonth' })
  expect(unendedSourceWords(source)).toBe('files in the drop folder with these headings')
})

test('files of ours that a person or a system sends are those of that sender', () => {
  for (const channel of ['api', 'page', 'command_line', 'seed'] as const) {
    expect(unendedSourceOf({ ...file, channel })).toEqual({
      kind: 'sender',
      name: 'Ann',
      headings: 'team\nmonth',
    })
  }
  expect(unendedSourceWords(unendedSourceOf(file))).toBe('files with these headings that Ann sends')
})
