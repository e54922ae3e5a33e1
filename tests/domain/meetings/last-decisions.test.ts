import { describe, expect, test } from 'vitest'
import type { DecisionState } from '#domain/meetings/decision.ts'
import { decisionsInSight, lastDecisions } from '#domain/meetings/last-decisions.ts'

const day = '2019-06-10'
const decision = (id: number, decidedOn: string, state: DecisionState, dueOn: string | null) => ({
  id,
  decidedOn,
  state,
  dueOn,
  saidOn: state === 'open' ? null : '2019-06-01',
})
const ids = (decisions: ReturnType<typeof decision>[], on = day) =>
  lastDecisions(decisions, on).map((d) => d.id)

describe('the agreed actions a meeting begins with', () => {
  test('are those of the last meeting and what is still open from before', () => {
    expect(
      ids([
        decision(1, '2018-12-18', 'done', '2019-02-28'),
        decision(2, '2019-04-18', 'open', '2019-05-03'),
        decision(3, '2019-05-21', 'done', '2019-06-01'),
      ]),
    ).toEqual([2, 3])
  })

  test('begin with the longest overdue, then what was not kept, what is open, what was kept', () => {
    const at = '2019-05-21'
    expect(
      ids([
        decision(1, at, 'done', '2019-05-01'),
        decision(2, at, 'open', null),
        decision(3, at, 'open', '2019-06-30'),
        decision(4, at, 'not_done', '2019-06-01'),
        decision(5, at, 'open', '2019-06-09'),
        decision(6, at, 'open', '2019-05-31'),
      ]),
    ).toEqual([6, 5, 4, 3, 2, 1])
  })

  test('come in one order however they are listed', () => {
    const at = '2019-05-21'
    const listed = [
      decision(1, at, 'open', '2019-06-30'),
      decision(2, at, 'open', '2019-06-20'),
      decision(3, at, 'open', null),
      decision(4, at, 'open', '2019-06-20'),
      decision(5, at, 'open', '2019-07-01'),
    ]
    const turned = listed.map((_, i) => [...listed.slice(i), ...listed.slice(0, i)])
    for (const order of [...turned, listed.toReversed()]) expect(ids(order)).toEqual([2, 4, 1, 5, 3])
    expect(turned).toHaveLength(5)
  })

  test('reach back to the last meeting with answers where none of the last is answered yet', () => {
    const earlier = [decision(1, '2018-12-18', 'done', null), decision(2, '2019-04-18', 'done', null)]
    const may = decision(3, '2019-05-21', 'open', null)
    expect(ids([...earlier, may])).toEqual([3, 2])
    expect(ids([...earlier, decision(3, '2019-05-21', 'done', null)])).toEqual([3])
    expect(ids([...earlier, may, decision(4, day, 'open', day)])).toEqual([4, 3, 2])
  })

  test('are those of the latest meeting wherever that is listed', () => {
    const may = [decision(3, '2019-05-21', 'done', null), decision(4, '2019-05-21', 'open', null)]
    const before = [decision(1, '2018-12-18', 'done', null), decision(2, '2019-04-18', 'done', null)]
    expect(ids([...may, ...before])).toEqual([4, 3])
    expect(ids([decision(5, '2019-05-21', 'open', null), ...before.toReversed()])).toEqual([5, 2])
  })

  test('keep in sight what was not kept of late, whatever was agreed and kept since', () => {
    const broken = decision(1, '2019-04-18', 'not_done', '2019-05-17')
    const since = [decision(2, '2019-05-21', 'done', null), decision(3, day, 'done', null)]
    expect(ids([broken, ...since])).toEqual([1, 3])
    expect(ids([broken, ...since, decision(4, '2019-08-20', 'done', null)], '2019-09-01')).toEqual([1, 4])
    expect(ids([broken, ...since, decision(4, '2019-08-20', 'done', null)], '2019-09-02')).toEqual([4])
  })

  test('that are due today are not overdue', () => {
    expect(
      ids([decision(1, '2019-05-21', 'not_done', null), decision(2, '2019-05-21', 'open', day)]),
    ).toEqual([1, 2])
  })

  test('are none before the first meeting', () => {
    expect(ids([])).toEqual([])
    expect(ids([decision(1, '2019-05-21', 'open', null)], '2019-05-20')).toEqual([])
  })
})

describe('where there are fewer places than agreed actions', () => {
  const places = (decisions: ReturnType<typeof decision>[], count: number) =>
    decisionsInSight(lastDecisions(decisions, day), day, count).map((d) => d.id)
  const april = [decision(1, '2019-04-18', 'not_done', '2019-05-17'), decision(2, '2019-04-18', 'done', null)]
  const open = [3, 4, 5].map((id) => decision(id, id === 5 ? day : '2019-05-21', 'open', `2019-06-1${id}`))

  test('what was not kept, due next and kept stand before what is due later', () => {
    expect(places([...april, ...open.slice(0, 2)], 4)).toEqual([1, 3, 4, 2])
    expect(places([...april, ...open.slice(0, 2)], 3)).toEqual([1, 3, 2])
    expect(places([...april, ...open.slice(0, 2)], 2)).toEqual([1, 3])
  })

  test('one that was kept has its place, and further ones give way to what is still to do', () => {
    const kept = [6, 7].map((id) => decision(id, '2019-04-18', 'done', null))
    expect(places([...april, ...kept, ...open.slice(0, 2)], 4)).toEqual([1, 3, 4, 2])
    expect(places([...april, ...kept, ...open.slice(0, 2)], 6)).toEqual([1, 3, 4, 2, 6, 7])
  })

  test('what was agreed that day is seen in the order of the due days, and hides none that is due sooner', () => {
    expect(places([...april, ...open], 4)).toEqual([1, 3, 4, 5, 2])
    expect(places([...april, ...open], 2)).toEqual([1, 3, 5])
    expect(places([...april, ...open, decision(6, day, 'open', '2019-06-12')], 4)).toEqual([1, 6, 3, 4, 5, 2])
  })

  test('none that was in sight leaves it because another is agreed', () => {
    const states = ['open', 'done', 'not_done'] as const
    const sets = Array.from({ length: 200 }, (_, seed) =>
      Array.from({ length: 1 + (seed % 9) }, (_, i) => {
        const at = (seed * 7 + i * 5) % 28
        return decision(
          i,
          '2019-05-21',
          states[(seed + i * i) % 3] ?? 'open',
          `2019-06-${String(at + 1).padStart(2, '0')}`,
        )
      }),
    )
    const lost = sets.flatMap((before) => {
      const after = new Set(places([...before, decision(99, day, 'open', '2019-07-08')], 4))
      return places(before, 4).filter((id) => !after.has(id))
    })
    expect(sets).toHaveLength(200)
    expect(lost).toEqual([])
  })

  test('what is overdue comes before all, and nothing but what was agreed that day fits in no place', () => {
    expect(places([...april, ...open, decision(6, '2019-05-21', 'open', '2019-06-09')], 2)).toEqual([6, 1, 5])
    expect(places([...april, ...open], 0)).toEqual([5])
    expect(decisionsInSight([], day, 4)).toEqual([])
  })
})
