import { expect, test } from 'vitest'
import { isRole, roleName, roles } from '#domain/catalogue/role.ts'
import { some } from '../../support/some.ts'

test('every role has a name of its own', () => {
  const names = some(roles).map(roleName)
  expect(new Set(names).size).toBe(roles.length)
  expect(roleName('plan_lead')).toBe('Improvement programme lead')
})

test('a word is a role or not', () => {
  expect(isRole('board')).toBe(true)
  expect(isRole('Board')).toBe(false)
  expect(isRole('toString')).toBe(false)
})
