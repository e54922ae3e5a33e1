import { expect, test } from 'vitest'
import * as words from '#domain/wording/words.ts'

const tables = Object.entries(words).filter(
  (entry): entry is [string, Record<string, string>] =>
    typeof entry[1] === 'object' && !Array.isArray(entry[1]),
)

test('every key of the contract has its word', () => {
  expect(Object.keys(words.stateWords)).toEqual([
    'reported',
    'no_cases',
    'not_reported',
    'suppressed',
    'not_applicable',
    'without_denominator',
  ])
  expect(Object.keys(words.statusWords)).toEqual([
    'met',
    'close',
    'missed',
    'no_target',
    'small_number',
    'no_data',
    'not_whole',
  ])
  expect(Object.keys(words.variationWords)).toEqual([
    'improving',
    'concerning',
    'recovering',
    'slipping_back',
    'unusual',
    'no_real_change',
    'too_early',
    'none',
  ])
  expect(Object.keys(words.assuranceWords)).toEqual([
    'will_meet',
    'hit_or_miss',
    'will_miss',
    'too_early',
    'none',
  ])
  expect(Object.keys(words.goodWords)).toEqual(['higher', 'lower', 'near', 'neither'])
  expect(Object.keys(words.signalWords)).toEqual([
    'outside_limits',
    'trend',
    'two_of_three',
    'shift',
    'lasting_change',
  ])
})

test('no word is empty, and no two keys of a table share one', () => {
  expect(tables).toHaveLength(12)
  for (const [name, table] of tables) {
    const texts = Object.values(table)
    expect([name, texts.length > 1]).toEqual([name, true])
    expect([name, texts.filter((t) => t.trim() === '')]).toEqual([name, []])
    expect([name, new Set(texts).size]).toEqual([name, texts.length])
  }
})
