import { describe, expect, it } from 'vitest'
import type { Unit } from '#domain/catalogue/unit.ts'
import { type Actor, grantOf, type Role, roles } from '#server/access/permissions/actor.ts'
import {
  audienceFor,
  canSeeUnit,
  may,
  type Permission,
  permissions,
  roleRules,
  unitsWith,
} from '#server/access/permissions/permissions.ts'
import { some } from '../../../support/some.ts'

const tree: Unit[] = [
  unit('RIDGE', 'council', null),
  unit('HPC', 'service', 'RIDGE'),
  unit('CICS', 'service', 'RIDGE'),
  unit('HP-S1', 'team', 'HPC'),
  unit('HP-S2', 'team', 'HPC'),
  unit('CIC-N', 'team', 'CICS'),
]

function unit(code: string, kind: Unit['kind'], parent: string | null): Unit {
  return {
    code,
    name: code,
    kind,
    parent,
    teamType: kind === 'team' ? 'H&P' : null,
    opened: '2015-04-01',
    closed: null,
    predecessors: [],
    position: 0,
  }
}

function actor(...held: [Role, string][]): Actor {
  return {
    id: 1,
    name: 'somebody',
    grants: held.map(([role, unit]) => grantOf({ role, unit })),
    via: 'token',
    actsAs: null,
    seenBy: null,
  }
}

function seen(...held: [Role, string][]): string[] {
  return tree.map(({ code }) => code).filter((code) => canSeeUnit(actor(...held), code, tree))
}

describe('scope', () => {
  it('is a team manager’s own team and nothing beside or above it', () => {
    expect(seen(['team_manager', 'HP-S1'])).toEqual(['HP-S1'])
  })

  it('is a head of service’s own service and its teams', () => {
    expect(seen(['head_of_service', 'HPC'])).toEqual(['HPC', 'HP-S1', 'HP-S2'])
  })

  it.each(['smt', 'data_team', 'plan_lead', 'quality_lead', 'workforce_lead', 'administrator'] as const)(
    'is every unit for %s',
    (role) => {
      expect(seen([role, 'RIDGE'])).toHaveLength(tree.length)
    },
  )

  it('is the council and its services for the board', () => {
    expect(seen(['board', 'RIDGE'])).toEqual(['RIDGE', 'HPC', 'CICS'])
  })

  it('adds up over the roles a person holds', () => {
    expect(seen(['team_manager', 'HP-S1'], ['team_manager', 'CIC-N'])).toEqual(['HP-S1', 'CIC-N'])
  })

  it('holds no unit that is not in the tree, for anybody', () => {
    for (const role of some(roles)) expect(canSeeUnit(actor([role, 'RIDGE']), 'NOWHERE', tree)).toBe(false)
  })

  it('follows a team that moves to another service', () => {
    const moved = tree.map((u) => (u.code === 'HP-S2' ? { ...u, parent: 'CICS' } : u))
    expect(canSeeUnit(actor(['head_of_service', 'HPC']), 'HP-S2', moved)).toBe(false)
    expect(canSeeUnit(actor(['head_of_service', 'CICS']), 'HP-S2', moved)).toBe(true)
  })
})

describe('permissions', () => {
  it('let only the data team upload and publish', () => {
    for (const permission of ['extracts.upload', 'extracts.publish'] as const) {
      expect(roles.filter((role) => may(actor([role, 'RIDGE']), permission))).toEqual(['data_team'])
    }
  })

  it('let the data team and the senior management approve, and only the administrator change settings', () => {
    const holders = (permission: Permission) =>
      roles.filter((role) => may(actor([role, 'RIDGE']), permission))
    expect(holders('extracts.approve')).toEqual(['smt', 'data_team'])
    expect(holders('returns.write')).toEqual(['data_team'])
    expect(holders('settings.write')).toEqual(['administrator'])
    expect(holders('activity.read')).toEqual(['administrator'])
    expect(holders('units.write')).toEqual(['administrator'])
    expect(holders('texts.release')).toEqual([
      'team_manager',
      'head_of_service',
      'smt',
      'data_team',
      'plan_lead',
      'administrator',
    ])
    expect(holders('settings.read')).toEqual(['data_team', 'administrator'])
  })

  it('let those who answer for a team write about it, and all who read its scorecard read that', () => {
    const holders = (permission: Permission) =>
      roles.filter((role) => may(actor([role, 'RIDGE']), permission))
    expect(holders('commentary.write')).toEqual(['team_manager', 'head_of_service'])
    expect(holders('decisions.write')).toEqual(['team_manager', 'head_of_service'])
    // Outside, the reads give only the texts that were released.
    expect(holders('commentary.read')).toEqual(holders('scorecards.read'))
  })

  it('give the board figures and the plan, and neither figures beside the plan nor the rows of a file', () => {
    expect(permissions.filter((permission) => may(actor(['board', 'RIDGE']), permission))).toEqual([
      'public',
      'signed_in',
      'help.read',
      'catalogue.read',
      'units.read',
      'scorecards.read',
      'commentary.read',
      'measurements.read',
      'overview.read',
      'plan.read',
    ])
  })

  it('let an outside audience read, and do nothing else, whatever its roles', () => {
    for (const role of some(roles)) {
      const outside: Actor = { ...actor(), grants: [grantOf({ role, unit: 'RIDGE' }, 'outside')] }
      const held = permissions.filter((permission) => may(outside, permission))
      expect(
        held.filter((p) => !p.endsWith('.read') && !['public', 'signed_in', 'plan.figures'].includes(p)),
      ).toEqual([])
      const inside = ['lineage.read', 'extracts.read', 'texts.release']
      expect(held.filter((p) => inside.includes(p))).toEqual([])
    }
  })

  it('are read in the audience of the grant that gives them', () => {
    const both = actor(['board', 'RIDGE'], ['team_manager', 'HP-S1'])
    const on = (code: string) => ({ unit: code, tree })
    expect(audienceFor(both, 'scorecards.read', on('HPC'))).toBe('outside')
    expect(audienceFor(both, 'scorecards.read', on('HP-S1'))).toBe('inside')
    expect(audienceFor(both, 'scorecards.read', on('HP-S2'))).toBeNull()
    expect(audienceFor(both, 'overview.read', 'council')).toBe('outside')
  })

  it('are read inside where grants of both audiences open the same', () => {
    const both = actor(['board', 'RIDGE'], ['smt', 'RIDGE'])
    expect(audienceFor(both, 'scorecards.read', { unit: 'HPC', tree })).toBe('inside')
    expect(audienceFor(both, 'overview.read', 'council')).toBe('inside')
  })

  it('are given by a grant within its own reach only', () => {
    const both = actor(['team_manager', 'HP-S1'], ['quality_lead', 'RIDGE'])
    const on = (code: string) => ({ unit: code, tree })
    expect(may(both, 'scorecards.read', on('CIC-N'))).toBe(true)
    expect(may(both, 'commentary.write', on('CIC-N'))).toBe(false)
    expect(may(both, 'commentary.write', on('HP-S1'))).toBe(true)
    expect(unitsWith(both.grants, 'commentary.write', tree).map(({ code }) => code)).toEqual(['HP-S1'])
    const keeper = actor(['administrator', 'RIDGE'], ['team_manager', 'HP-S1'])
    expect(may(keeper, 'scorecards.read', on('HP-S2'))).toBe(false)
  })

  it('give an administrator units, catalogue, settings and people, and no data', () => {
    const held = permissions.filter((permission) => may(actor(['administrator', 'RIDGE']), permission))
    expect(held).toEqual([
      'public',
      'signed_in',
      'help.read',
      'catalogue.read',
      'units.read',
      'units.write',
      'texts.release',
      'settings.read',
      'settings.write',
      'status.read',
      'people.read',
      'people.write',
      'activity.read',
    ])
  })

  it('name nothing that is not a permission', () => {
    for (const rule of some(Object.values(roleRules))) {
      for (const permission of some(rule.permissions)) expect(permissions).toContain(permission)
    }
  })
})
