import { expect, test } from 'vitest'
import { exactCode, nearestName, usualMeaning } from '#domain/extracts/layouts/suggest-names.ts'
import { register } from '../../layout-examples.ts'

test('a name is a team’s letter for letter, or nobody’s; a service’s may head the rows of its teams', () => {
  expect(exactCode('team', ' ASSESSMENT north', register)).toBe('ASMT-N')
  expect(exactCode('team', 'asmt-n', register)).toBe('ASMT-N')
  expect(exactCode('team', 'Assesment North', register)).toBeNull()
  expect(exactCode('team', 'Front Door and Assessment', register)).toBeNull()
  expect(nearestName('team', 'Assesment North', register)).toEqual({
    name: 'Assessment North',
    code: 'ASMT-N',
  })
  expect(nearestName('kpi', 'CIN visits in time scale', register)?.code).toBe('CN02')
  expect(nearestName('team', 'Front Door and Assesment', register)).toBeNull()
  expect(nearestName('team', 'AST Nroth', register)).toBeNull()
  const said = [{ name: 'AST North', code: 'ASMT-N' }]
  expect(nearestName('team', 'AST Nroth', register, said)).toEqual(said[0])
})

test('a word’s usual meaning is known for those in use, and for no other', () => {
  expect(['-', 'N/A', '*', '<5', 'tbc'].map(usualMeaning)).toEqual(['x', 'z', 'c', 'c', null])
  const meant = (words: readonly string[]) => [...new Set(words.map(usualMeaning))]
  expect(meant(['-', '--', '–', '—', '..', ':', 'Unknown', 'not available', 'No data'])).toEqual(['x'])
  expect(meant(['n/a', 'NA', 'Not applicable', '.'])).toEqual(['z'])
  expect(meant(['*', 'Suppressed', '<5', '<6'])).toEqual(['c'])
  expect(meant(['', '---', '<7', 'nil', 'x'])).toEqual([null])
})

test('a name that begins with the initials of ours is near it, however it is written', () => {
  expect(nearestName('team', 'H&P North 1', register)?.code).toBe('HP-N1')
  expect(nearestName('team', 'CiC North', register)?.code).toBe('CIC-N')
  expect(nearestName('team', 'HP South 9', register)).toBeNull()
})

test('a name that two of ours have is neither', () => {
  const twin = { ...register, units: new Map(register.units) }
  const north = register.units.get('ASMT-N')
  if (north === undefined) throw new Error('no such team')
  twin.units.set('ASMT-X', { ...north, code: 'ASMT-X' })
  expect(exactCode('team', 'Assessment North', twin)).toBeNull()
  expect(exactCode('team', 'ASMT-X', twin)).toBe('ASMT-X')
})

test('a measure is found by its code or its name, and nothing by a name of the other kind', () => {
  expect(exactCode('kpi', 'cn02', register)).toBe('CN02')
  expect(exactCode('kpi', ' contacts  RECEIVED', register)).toBe('FD03')
  expect(exactCode('kpi', 'Assessment North', register)).toBeNull()
  expect(exactCode('team', 'Contacts received', register)).toBeNull()
  expect(exactCode('team', '', register)).toBeNull()
})
