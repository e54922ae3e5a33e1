/** Which of our names a name of a file could be: offered to the person who confirms a layout, never applied. */
import type { ExtractRegister } from '../register.ts'
import { asName, type NamedCode } from './layout.ts'
import { nameListOf, nearestCode } from './problems.ts'

/** The code that a text is, letter for letter but for case and spaces, or by its name. A service's name may head the rows
 *  of its teams: it is the name of no team. */
export function exactCode(what: 'team' | 'kpi', text: string, register: ExtractRegister): string | null {
  const name = asName(text)
  const found = namesOf(what, register).filter(
    (each) => asName(each.code) === name || asName(each.name) === name,
  )
  return found.length === 1 ? (found[0]?.code ?? null) : null
}

/** The nearest of our measures, or of our teams, to a name that is not ours, or of the names already said to be ours. */
export function nearestName(
  what: 'team' | 'kpi',
  text: string,
  register: ExtractRegister,
  said: readonly NamedCode[] = [],
): NamedCode | null {
  return nearestCode(text, said, namesOf(what, register))
}

function namesOf(what: 'team' | 'kpi', register: ExtractRegister): NamedCode[] {
  return nameListOf(what, register).filter(
    ({ code }) => what === 'kpi' || register.units.get(code)?.kind === 'team',
  )
}

/** What a word in place of a figure often means. */
export function usualMeaning(word: string): 'x' | 'z' | 'c' | null {
  const name = asName(word)
  if (['-', '--', '–', '—', '..', ':', 'unknown', 'not available', 'no data'].includes(name)) return 'x'
  if (['n/a', 'na', 'not applicable', '.'].includes(name)) return 'z'
  return ['*', 'suppressed', '<5', '<6'].includes(name) ? 'c' : null
}
