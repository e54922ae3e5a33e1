import fc from 'fast-check'
import { expect, test } from 'vitest'
import { extractActs, extractStatuses, extractWays, isOpenTo } from '#domain/extracts/status.ts'

const events = ['check_begins', 'check_passes', 'check_fails', 'time_comes'] as const
const happenings = [...extractActs, ...events]

test('what a person may do in each status is this, and nothing else', () => {
  const open = Object.fromEntries(
    extractStatuses.map((status) => [status, extractActs.filter((act) => isOpenTo(act, status))]),
  )
  expect(open).toEqual({
    received: [],
    checking: [],
    rejected: ['cancel', 'recheck'],
    ready: ['publish', 'cancel'],
    awaiting_approval: ['approve', 'cancel'],
    scheduled: ['publish', 'cancel'],
    published: ['revert'],
    reverted: [],
    cancelled: [],
  })
})

test('whatever happens to an extract leads it to a status, and to none twice', () => {
  const led = Object.values(extractWays).flatMap((ways) => Object.values(ways))
  expect(led).toHaveLength(13)
  expect(led.filter((ways) => ways.length === 0 || new Set(ways).size < ways.length)).toEqual([])
  expect(led.flat().filter((status) => !extractStatuses.includes(status))).toEqual([])
})

test('every status can be reached from a file that was received', () => {
  const reached = new Set<string>(['received'])
  for (const status of reached) {
    const ways = extractWays[status as (typeof extractStatuses)[number]]
    for (const next of Object.values(ways).flat()) reached.add(next)
  }
  expect([...reached].sort()).toEqual([...extractStatuses].sort())
})

test('along any sequence of happenings an extract is published at most once, and taken back only after that', () => {
  const step = fc.record({ what: fc.constantFrom(...happenings), which: fc.nat(5) })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      let status: (typeof extractStatuses)[number] = 'received'
      const passed: string[] = []
      for (const { what, which } of steps) {
        const ways: readonly (typeof extractStatuses)[number][] = extractWays[status][what] ?? []
        const next = ways[which % Math.max(1, ways.length)]
        if (next === undefined) continue
        status = next
        passed.push(next)
      }
      const published = passed.filter((each) => each === 'published').length
      expect(published).toBeLessThanOrEqual(1)
      if (passed.includes('reverted')) expect(passed.at(-2)).toBe('published')
      if (passed.includes('cancelled')) expect(published).toBe(0)
      if (published === 1) expect(passed.indexOf('ready')).toBeGreaterThanOrEqual(0)
    }),
  )
})

test('an extract is published without a person only where one asked for it at a time', () => {
  for (const status of extractStatuses) {
    const { time_comes: ways } = extractWays[status]
    expect(ways !== undefined).toBe(status === 'scheduled')
  }
})
