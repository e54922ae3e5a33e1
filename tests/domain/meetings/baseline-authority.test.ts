import { describe, expect, test } from 'vitest'
import { baselineRole } from '#domain/meetings/baseline-authority.ts'
import { some } from '../../support/some.ts'
import { aService, aTeam, council } from '../examples.ts'

const service = aService('HPC', { name: 'Help' })
const other = aService('CICS', { name: 'Care' })
const team = aTeam('HP-S1', { name: 'South 1', parent: 'HPC' })
const units = [council, service, other, team]
const as = (role: string, unit = council.code) => [{ role, unit }]

describe('a baseline of a team', () => {
  test('is set by the head of its service, the senior management team and the data team, as signed', () => {
    expect(baselineRole(as('head_of_service', 'HPC'), team, units)).toBe('Head of service, Help')
    expect(baselineRole(as('smt'), team, units)).toBe('Senior management team')
    expect(baselineRole(as('data_team'), team, units)).toBe('Data team')
  })

  test('is set by nobody else', () => {
    const others = ['plan_lead', 'board', 'quality_lead', 'workforce_lead', 'administrator']
    for (const role of some(others)) expect(baselineRole(as(role), team, units), role).toBeNull()
    expect(baselineRole(as('team_manager', 'HP-S1'), team, units)).toBeNull()
    expect(baselineRole(as('head_of_service', 'CICS'), team, units)).toBeNull()
    expect(baselineRole([], team, units)).toBeNull()
  })

  test('is not set through a role of another unit by a person with two', () => {
    const both = [...as('team_manager', 'HP-S1'), ...as('head_of_service', 'CICS')]
    expect(baselineRole(both, team, units)).toBeNull()
    expect(baselineRole(both, other, units)).toBe('Head of service, Care')
  })
})

test('a baseline of the council is not for the head of a service', () => {
  expect(baselineRole(as('head_of_service', 'HPC'), council, units)).toBeNull()
  expect(baselineRole(as('data_team'), council, units)).toBe('Data team')
})
