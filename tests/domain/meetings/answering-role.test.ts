import { expect, test } from 'vitest'
import type { Unit } from '#domain/catalogue/unit.ts'
import { answeringRole, signature } from '#domain/meetings/answering-role.ts'

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
const council = unit('RIDGE', 'Ridgeshire', 'council', null)
const service = unit('HPC', 'Help', 'service', 'RIDGE')
const team = unit('HP-S1', 'South 1', 'team', 'HPC')
const other = unit('CIC-N', 'North', 'team', 'CICS')
const units = [council, service, team, other]
const as = (role: string, at: string) => [{ role, unit: at }]

test('a team’s manager answers for the team, and its head of service for the team and the service', () => {
  expect(answeringRole(as('team_manager', 'HP-S1'), team, units)).toBe('Team manager, South 1')
  expect(answeringRole(as('head_of_service', 'HPC'), team, units)).toBe('Head of service, Help')
  expect(answeringRole(as('head_of_service', 'HPC'), service, units)).toBe('Head of service, Help')
})

test('nobody else answers for it, whatever they may see', () => {
  for (const role of ['smt', 'data_team', 'board', 'plan_lead', 'administrator'])
    expect(answeringRole(as(role, 'RIDGE'), team, units)).toBeNull()
  expect(answeringRole(as('team_manager', 'HP-S1'), other, units)).toBeNull()
  expect(answeringRole(as('head_of_service', 'HPC'), other, units)).toBeNull()
  expect(answeringRole(as('head_of_service', 'HPC'), council, units)).toBeNull()
  expect(answeringRole(as('team_manager', 'HPC'), team, units)).toBeNull()
  expect(answeringRole([], team, units)).toBeNull()
})

test('a second role over the whole council does not widen whom a manager answers for', () => {
  const both = [...as('team_manager', 'HP-S1'), ...as('quality_lead', 'RIDGE')]
  expect(answeringRole(both, other, units)).toBeNull()
})

test('a signature says the role once, and the name where it says more', () => {
  const byRole = 'Team manager, South 1'
  expect(signature({ byName: 'Team manager', byRole })).toBe(byRole)
  expect(signature({ byName: byRole, byRole })).toBe(byRole)
  expect(signature({ byName: 'A. Manager', byRole })).toBe('A. Manager, Team manager, South 1')
  expect(signature({ byName: 'Team', byRole })).toBe('Team, Team manager, South 1')
  expect(signature({ byName: 'HR Business Partner', byRole: '' })).toBe('HR Business Partner')
})
