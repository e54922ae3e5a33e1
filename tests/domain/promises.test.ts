import { describe, expect, test } from 'vitest'
import type { DecisionState } from '#domain/decision.ts'
import { lastPromises } from '#domain/promises.ts'

const day = '2019-06-10'
const promise = (id: number, decidedOn: string, state: DecisionState, dueOn: string | null) => ({
  id,
  decidedOn,
  state,
  dueOn,
  saidOn: state === 'open' ? null : '2019-06-01',
})
const ids = (decisions: ReturnType<typeof promise>[], on = day) =>
  lastPromises(decisions, on).map((d) => d.id)

describe('the promises a meeting begins with', () => {
  test('are those of the last meeting and what is still open from before', () => {
    expect(
      ids([
        promise(1, '2018-12-18', 'done', '2019-02-28'),
        promise(2, '2019-04-18', 'open', '2019-05-03'),
        promise(3, '2019-05-21', 'done', '2019-06-01'),
      ]),
    ).toEqual([2, 3])
  })

  test('begin with the longest overdue, then what was not kept, what is open, what was kept', () => {
    const at = '2019-05-21'
    expect(
      ids([
        promise(1, at, 'done', '2019-05-01'),
        promise(2, at, 'open', null),
        promise(3, at, 'open', '2019-06-30'),
        promise(4, at, 'not_done', '2019-06-01'),
        promise(5, at, 'open', '2019-06-09'),
        promise(6, at, 'open', '2019-05-31'),
      ]),
    ).toEqual([6, 5, 4, 3, 2, 1])
  })

  test('reach back to the meeting before where none of the last is answered yet', () => {
    const earlier = [promise(1, '2018-12-18', 'done', null), promise(2, '2019-04-18', 'not_done', null)]
    expect(ids([...earlier, promise(3, '2019-05-21', 'open', null)])).toEqual([2, 3])
    expect(ids([...earlier, promise(3, '2019-05-21', 'done', null)])).toEqual([3])
  })

  test('that are due today are not overdue', () => {
    expect(ids([promise(1, '2019-05-21', 'not_done', null), promise(2, '2019-05-21', 'open', day)])).toEqual([
      1, 2,
    ])
  })

  test('are none before the first meeting', () => {
    expect(ids([])).toEqual([])
    expect(ids([promise(1, '2019-05-21', 'open', null)], '2019-05-20')).toEqual([])
  })
})
