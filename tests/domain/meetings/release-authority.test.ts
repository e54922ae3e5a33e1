import { describe, expect, test } from 'vitest'
import type { Unit } from '#domain/catalogue/unit.ts'
import { type AuthoredText, releasingRole } from '#domain/meetings/release-authority.ts'
import { textKinds } from '#domain/suppression/released-text.ts'
import { some } from '../../support/some.ts'

const unit = (code: string, name: string, kind: Unit['kind'], parent: string | null): Unit => ({
  code,
  name,
  kind,
  parent,
  teamType: null,
  opened: '2015-04-01',
  closed: null,
  predecessors: [],
  position: 0,
})
const units = [
  unit('RIDGE', 'Ridgeshire', 'council', null),
  unit('HPC', 'Help', 'service', 'RIDGE'),
  unit('HP-S1', 'South 1', 'team', 'HPC'),
  unit('CICS', 'Care', 'service', 'RIDGE'),
]
const as = (role: string, at = 'RIDGE') => [{ role, unit: at }]
const text: AuthoredText = { kind: 'commentary', unit: 'HP-S1', byRole: 'Team manager, South 1' }

describe('a text about a team', () => {
  test('is released by the manager who wrote it, by the head of the service, by SMT or the programme lead', () => {
    expect(releasingRole(as('team_manager', 'HP-S1'), text, units)).toBe('Team manager, South 1')
    expect(releasingRole(as('head_of_service', 'HPC'), text, units)).toBe('Head of service, Help')
    expect(releasingRole(as('smt'), text, units)).toBe('smt')
    expect(releasingRole(as('plan_lead'), text, units)).toBe('plan_lead')
  })

  test('is released by nobody else', () => {
    for (const role of ['data_team', 'board', 'quality_lead', 'workforce_lead', 'administrator'])
      expect(releasingRole(as(role), text, units), role).toBeNull()
    expect(releasingRole(as('team_manager', 'HP-S2'), text, units)).toBeNull()
    expect(releasingRole(as('head_of_service', 'CICS'), text, units)).toBeNull()
  })

  test('is not released by the manager if the head of the service wrote it, or if nobody knows who did', () => {
    for (const byRole of ['Head of service, Help', 'HoS CIN, CP and Court', ''])
      expect(releasingRole(as('team_manager', 'HP-S1'), { ...text, byRole }, units), byRole).toBeNull()
    expect(releasingRole(as('head_of_service', 'HPC'), { ...text, byRole: '' }, units)).toBe(
      'Head of service, Help',
    )
  })
})

test('what the plan says, and what the whole council agreed, is released by SMT or the programme lead', () => {
  for (const kind of ['progress', 'evidence', 'rating', 'milestone', 'decision'] as const) {
    const plan: AuthoredText = { kind, unit: null, byRole: '' }
    expect(releasingRole(as('plan_lead'), plan, units), kind).toBe('plan_lead')
    expect(releasingRole(as('smt'), plan, units), kind).toBe('smt')
    for (const role of ['team_manager', 'head_of_service', 'data_team', 'board'])
      expect(releasingRole(as(role, 'HPC'), plan, units), `${kind} ${role}`).toBeNull()
  }
})

test('the data team releases its own reasons and notes, also of a unit, and heads of service do not', () => {
  for (const kind of ['publication', 'annotation', 'known_issue'] as const) {
    const own: AuthoredText = { kind, unit: 'HP-S1', byRole: '' }
    expect(releasingRole(as('data_team'), own, units), kind).toBe('data_team')
    expect(releasingRole(as('head_of_service', 'HPC'), own, units), kind).toBeNull()
    expect(releasingRole(as('administrator'), own, units), kind).toBeNull()
  }
  expect(releasingRole(as('administrator'), { ...text, kind: 'succession' }, units)).toBe('administrator')
})

test('the board releases nothing of any kind', () => {
  expect(
    some(textKinds).filter((kind) => releasingRole(as('board'), { ...text, kind }, units) !== null),
  ).toEqual([])
})

test('the reason of a baseline is released by the head of service who gave it; the data team’s notes are not', () => {
  const note = { kind: 'annotation', unit: 'HP-S1' } as const
  const own = { ...note, byRole: 'Head of service, Help' }
  expect(releasingRole(as('head_of_service', 'HPC'), own, units)).toBe('Head of service, Help')
  expect(releasingRole(as('head_of_service', 'CICS'), own, units)).toBeNull()
  expect(releasingRole(as('team_manager', 'HP-S1'), own, units)).toBeNull()
  expect(releasingRole(as('head_of_service', 'HPC'), { ...note, byRole: '' }, units)).toBeNull()
})
