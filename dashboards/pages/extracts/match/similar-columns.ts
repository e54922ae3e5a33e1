/** Columns that are alike: the answer for the first one applies to every later one. */

import { monthKind, teamsInHeadings } from '#domain/extracts/layouts/crosstab.ts'
import { asName } from '#domain/extracts/layouts/layout.ts'
import { exactCode } from '#domain/extracts/layouts/suggest-names.ts'
import type { ExtractRegister } from '#domain/extracts/register.ts'
import type { DateOrder } from '#domain/time/month-words.ts'

/** For each column the index of the first column like it, or its own index if there is none before it. */
export function firstSimilar(headings: readonly string[], dates: DateOrder): number[] {
  const first = new Map<string, number>()
  return headings.map((heading, place) => {
    const kind = monthKind(heading, dates)
    if (kind === null) return place
    const before = first.get(kind)
    if (before === undefined) first.set(kind, place)
    return before ?? place
  })
}

/** The use of each column. A column without an answer takes that of the first column like it. */
export function spreadUses(
  uses: readonly string[],
  headings: readonly string[],
  { dates, team }: { dates: DateOrder; team: string },
  register: ExtractRegister,
): string[] {
  const firsts = firstSimilar(headings, dates)
  const spread = uses.map((use, place) => use || (uses[firsts[place] ?? place] ?? ''))
  if (team !== 'heading') return spread
  const across = headings.flatMap((heading, place) =>
    heading !== '' && isAcross(spread[place] ?? '') ? [{ heading, place }] : [],
  )
  const names = teamNames(
    across.map(({ heading }) => heading),
    register,
  )
  const said = new Map<string, string>()
  across.forEach(({ heading, place }, i) => {
    const kind = asName(heading.replace(names[i] ?? heading, '{}'))
    const use = spread[place] || (said.get(kind) ?? '')
    if (use !== '' && !said.has(kind)) said.set(kind, use)
    spread[place] = use
  })
  return spread
}

/** The part of each heading that names a team. */
export function teamNames(headings: readonly string[], register: ExtractRegister): string[] {
  return teamsInHeadings(headings, (name) => exactCode('team', name, register) !== null)
}

/** Whether a column could be one of several across: it has no answer yet, or it contains figures. */
function isAcross(use: string): boolean {
  return !['ignored', 'team', 'kpi', 'period', 'note'].includes(use)
}
