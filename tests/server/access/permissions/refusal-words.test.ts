import { expect, test } from 'vitest'
import { type Actor, grantOf, roles } from '#server/access/permissions/actor.ts'
import { permissions, roleRules } from '#server/access/permissions/permissions.ts'
import { notAllowedWords, unseenUnitWords } from '#server/access/permissions/refusal-words.ts'
import { aService, aTeam, council } from '../../../domain/examples.ts'
import { some } from '../../../support/some.ts'

const manager: Actor = {
  id: 1,
  name: 'Team manager',
  grants: [grantOf({ role: 'team_manager', unit: 'S1' })],
  via: 'session',
  actsAs: null,
  seenBy: null,
}
const tree = [council, aService('HPC'), aTeam('S1', { name: 'South 1' }), aTeam('S2', { name: 'South 2' })]

test('what few may do names those few; what most may do names those who may not', () => {
  expect(notAllowedWords('extracts.upload', manager)).toBe(
    'Only the data team may upload a file of figures. Your role is team manager. ' +
      'If your work needs it, ask the data team: they know who gives access.',
  )
  const administrator: Actor = { ...manager, grants: [grantOf({ role: 'administrator', unit: 'RIDGE' })] }
  expect(notAllowedWords('plan.read', administrator)).toContain(
    'All may read the plan but the administrator.',
  )
  expect(notAllowedWords('plan.read', { ...manager, grants: [] })).toContain('You have no role here.')
})

test('a token for readers outside is told what it may not do, and not which role may', () => {
  const token: Actor = {
    ...manager,
    grants: [grantOf({ role: 'team_manager', unit: 'S1' }, 'outside')],
    via: 'token',
    actsAs: null,
    seenBy: null,
  }
  expect(notAllowedWords('extracts.read', token)).toBe(
    'A token for readers outside the service may not see the files of figures. ' +
      'If your work needs it, ask the data team: they know who gives access.',
  )
})

test('every refusal names somebody who holds the permission, or everybody who does not', () => {
  const refused = permissions.filter((permission) =>
    roles.some((r) => !roleRules[r].permissions.includes(permission)),
  )
  for (const permission of some(refused.filter((p) => p !== 'public' && p !== 'signed_in'))) {
    const words = notAllowedWords(permission, manager)
    expect(words, permission).toMatch(/^(Only [a-z].+ may|All may .+ but) /)
    expect(words, permission).not.toMatch(/undefined|[.][.]|read[.]|write[.]/)
  }
})

test('a team that is not the reader’s and one that does not exist differ only in what was asked for', () => {
  const words = ['S2', 'ZZ9', 'HPC'].map((code) => unseenUnitWords(code, manager, tree).replace(code, '…'))
  expect(new Set(words).size).toBe(1)
  expect(words[0]).toContain('You see South 1.')
  expect(words[0]).not.toMatch(/South 2/)
})

test('an address that is too long to repeat is cut', () => {
  expect(unseenUnitWords('Z'.repeat(200), manager, tree)).toContain(`‘${'Z'.repeat(40)}…’`)
})
