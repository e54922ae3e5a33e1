/**
 * Suggests which of our names a file's name could mean, for the person who confirms a layout. Never applied without
 * them.
 */
import type { ExtractRegister } from '../register.ts'
import { asName, type NamedCode } from './layout.ts'
import { nameListOf, nearestCode } from './problems.ts'

/** The one code whose code or name equals the text, apart from case and spaces; else null. Services are left out: a
 *  service's name may be the heading over its teams' rows. */
export function exactCode(what: 'team' | 'kpi', text: string, register: ExtractRegister): string | null {
  const name = asName(text)
  const found = namesOf(what, register).filter(
    (each) => asName(each.code) === name || asName(each.name) === name,
  )
  return found.length === 1 ? (found[0]?.code ?? null) : null
}

/** The nearest name to one that is not ours, among our measures or teams and the names that a person already matched. */
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
