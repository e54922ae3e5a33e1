import { describe, expect, test } from 'vitest'
import { isClosedOn, type Unit } from '#domain/catalogue/unit.ts'
import { answeringRole } from '#domain/meetings/answering-role.ts'
import {
  closedToActionsWords,
  heirsOf,
  successionFault,
  successorsOf,
  teamsHandedTo,
} from '#domain/meetings/succession.ts'
import { mayTake } from '#domain/scorecard/sign-off.ts'

const team = (code: string, over: Partial<Unit> = {}): Unit => ({
  ...{ code, name: `Team ${code}`, kind: 'team', parent: 'HPC', teamType: 'H&P', opened: '2015-04-01' },
  ...{ closed: null, predecessors: [], position: 0 },
  ...over,
})
const service: Unit = { ...team('HPC'), kind: 'service', parent: null, teamType: null, name: 'Help' }
const old = team('OLD', { closed: '2019-04-30' })
const next = team('NEXT', { opened: '2019-05-01', predecessors: ['OLD'] })
const other = team('OTHER')
const elsewhere = team('ELSE', { parent: 'CICS' })
const units = [service, old, next, other, elsewhere]
const day = '2019-06-10'

describe('a team is closed', () => {
  test('from the day after its last', () => {
    expect([old, next].map((u) => isClosedOn(u, '2019-04-30'))).toEqual([false, false])
    expect([old, next].map((u) => isClosedOn(u, '2019-05-01'))).toEqual([true, false])
  })
})

describe('the business of a closed team is handed', () => {
  test('to a team that took over from it', () => {
    expect(successorsOf(old, units)).toEqual([next])
    expect(heirsOf(old, units, day)).toEqual([next])
  })

  test('to a team of its service, where none that is open took over from it', () => {
    const without = units.map((u) => ({ ...u, predecessors: [] }))
    expect(heirsOf(old, without, day).map((u) => u.code)).toEqual(['NEXT', 'OTHER'])
    expect(heirsOf(old, units, '2019-04-30').map((u) => u.code)).toEqual(['OTHER'])
    expect(heirsOf({ ...old, parent: null }, [old], day)).toEqual([])
  })

  test('to no service, and to a team that opened by that day', () => {
    const service = { ...team('HPC2'), kind: 'service' as const }
    const today = team('TODAY', { opened: day })
    const tomorrow = team('LATER', { opened: '2019-06-11' })
    expect(heirsOf(old, [old, service, today, tomorrow], day)).toEqual([today])
  })

  test('to another team than itself, one that took over from it', () => {
    const faultOf = (to: string, tree = units) => successionFault(old, tree, { to, from: day }, day)
    expect(faultOf('OLD')).toEqual({ field: 'to', text: 'A team’s business is handed to another team' })
    expect(faultOf('OTHER')).toEqual({
      field: 'to',
      text: 'It is handed to a team that took over from it: Team NEXT',
    })
    const without = units.map((u) => ({ ...u, predecessors: [] }))
    expect(faultOf('ELSE', without)).toEqual({
      field: 'to',
      text: 'It is handed to a team of its service: Team NEXT and Team OTHER',
    })
    expect(faultOf('NEXT', [service, old])).toEqual({
      field: 'to',
      text: 'There is no open team to which it could be handed',
    })
    expect(faultOf('OTHER', without)).toBeNull()
  })

  test('on a day that is said where another was typed', () => {
    const textOf = (from: string) => successionFault(old, units, { to: 'NEXT', from }, day)?.text
    expect(textOf('soon')).toBe('from must be a real day, such as 2019-06-10')
    expect(textOf('2019-06-11')).toBe('It cannot be dated ahead: send it on the day, or leave out from')
    expect(textOf('2019-04-30')).toBe(
      'It is handed over from a day after the team closed, 1 May 2019 or later',
    )
    expect(successionFault({ ...old, closed: null }, units, { to: 'NEXT', from: day }, day)?.field).toBe(
      'from',
    )
  })

  test('from a day after its last, and not ahead', () => {
    const faultOf = (from: string) => successionFault(old, units, { to: 'NEXT', from }, day)?.field ?? null
    expect(['2019-05-01', day].map(faultOf)).toEqual([null, null])
    expect(['2019-04-30', '2019-06-11', '2019-02-30', ''].map(faultOf)).toEqual(Array(4).fill('from'))
  })

  test('to its manager, who answers for it and submits its months; the head of its service agrees', () => {
    const handed = { ...old, handedTo: 'NEXT' }
    const tree = [service, handed, next, other]
    const manager = [{ role: 'team_manager', unit: 'NEXT' }]
    const head = [{ role: 'head_of_service', unit: 'HPC' }]
    expect(teamsHandedTo('NEXT', tree)).toEqual([handed])
    expect(answeringRole(manager, old, units)).toBeNull()
    expect(answeringRole(manager, handed, tree)).toBe('Team manager, Team NEXT')
    const both = [{ role: 'quality_lead', unit: 'OTHER' }, ...manager]
    expect(answeringRole(both, handed, tree)).toBe('Team manager, Team NEXT')
    expect(answeringRole([{ role: 'quality_lead', unit: 'NEXT' }], handed, tree)).toBeNull()
    expect(answeringRole([{ role: 'team_manager', unit: 'OTHER' }], handed, tree)).toBeNull()
    expect(mayTake('submitted', manager, old, units)).toBe(false)
    expect(mayTake('submitted', manager, handed, tree)).toBe(true)
    expect(mayTake('agreed', manager, handed, tree)).toBe(false)
    expect(mayTake('agreed', head, handed, tree)).toBe(true)
  })

  test('to nobody: then the head of its service submits its months too, and never those of an open team', () => {
    const head = [{ role: 'head_of_service', unit: 'HPC' }]
    expect(mayTake('submitted', head, old, units)).toBe(true)
    expect(mayTake('submitted', head, { ...old, handedTo: 'NEXT' }, units)).toBe(false)
    expect(mayTake('submitted', head, other, units)).toBe(false)
    expect(mayTake('submitted', [{ role: 'head_of_service', unit: 'CICS' }], old, units)).toBe(false)
  })
})

describe('a new agreed action', () => {
  test('is taken by a team that is open, and until its last day', () => {
    expect(closedToActionsWords(other, units, day)).toBeNull()
    expect(closedToActionsWords(old, units, '2019-04-30')).toBeNull()
  })

  test('is not taken by a closed one, which names those that took over from it', () => {
    const words = 'Team OLD closed on 30 April 2019 and takes no new agreed action.'
    expect(closedToActionsWords(old, units, day)).toBe(
      `${words} Add it for Team NEXT, which took over from it`,
    )
    const second = team('SECOND', { predecessors: ['OLD'] })
    expect(closedToActionsWords(old, [...units, second], day)).toBe(
      `${words} Add it for Team NEXT or Team SECOND, which took over from it`,
    )
    const third = team('THIRD', { predecessors: ['OLD'] })
    expect(closedToActionsWords(old, [...units, second, third], day)).toBe(
      `${words} Add it for Team NEXT, Team SECOND or Team THIRD, which took over from it`,
    )
    expect(closedToActionsWords(old, [old], day)).toBe(
      `${words} No team is recorded to have taken over from it: add it for its service`,
    )
  })
})
