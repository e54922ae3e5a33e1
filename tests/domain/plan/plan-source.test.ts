import { expect, test } from 'vitest'
import { sourceRemark } from '#domain/plan/plan-source.ts'

test('what the document states carries no remark', () => {
  expect(sourceRemark('stated')).toBeNull()
})

test('an inherited lead names the action it was taken from, and waits to be confirmed', () => {
  expect(sourceRemark('inherited:R10.1')).toBe('inherited from R10.1, to be confirmed')
})

test.each([
  ['blank', 'left blank in the plan'],
  ['shared-below:R4.2', 'shared with R4.2 in the plan, to be confirmed'],
  ['merged-split:R9.4', 'from a cell merged with R9.4, to be confirmed'],
  ['displaced-into-progress-column', 'found in the plan’s progress column, to be confirmed'],
])('a cell that is %s says so in words', (source, words) => {
  expect(sourceRemark(source)).toBe(words)
})

test('a source nobody foresaw is shown as it is, never hidden', () => {
  expect(sourceRemark('torn')).toBe('torn, to be confirmed')
})
