import fc from 'fast-check'
import { expect, test } from 'vitest'
import { extractActs, extractStatuses, extractWays, isOpenTo } from '#domain/extracts/status.ts'
import { some } from '../../support/some.ts'

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
  const reached = new Set<string>()
  fc.assert(
    fc.property(fc.array(fc.nat(20), { maxLength: 40 }), (choices) => {
      let status: (typeof extractStatuses)[number] = 'received'
      const passed: string[] = []
      for (const choice of choices) {
        const ways: (typeof extractStatuses)[number][] = Object.values(extractWays[status]).flat()
        const next = ways[choice % Math.max(1, ways.length)]
        if (next === undefined) continue
        status = next
        passed.push(next)
      }
      const way = passed.join(', ')
      expect(passed.filter((each) => each === 'published').length).toBeLessThanOrEqual(1)
      expect(way).not.toMatch(/(?<!published, )reverted|reverted, /)
      expect(way).not.toMatch(/published.*cancelled|cancelled.*published/)
      expect(way).not.toMatch(/^(?!.*ready.*published).*published/)
      for (const each of passed) reached.add(each)
    }),
  )
  expect([...reached]).toEqual(expect.arrayContaining(['ready', 'published', 'reverted', 'cancelled']))
})

test('an extract is published without a person only where one asked for it at a time', () => {
  for (const status of some(extractStatuses)) {
    const { time_comes: ways } = extractWays[status]
    expect(ways !== undefined).toBe(status === 'scheduled')
  }
})
