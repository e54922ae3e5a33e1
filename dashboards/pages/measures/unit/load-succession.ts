/** Reads what closed teams left open, and the choices in the form that hands it over. */
import { isClosedOn, type Unit } from '#domain/catalogue/unit.ts'
import { heirsOf, teamsHandedTo } from '#domain/meetings/succession.ts'
import type { PageDeps, PageFrame, PageRequest } from '../../kit/page.ts'
import type { Subject } from './subject.ts'
import type { SuccessionForm, UnitSuccession } from './succession.ts'

/** The form as it was sent, and what was wrong with it. */
export type SuccessionFields = Omit<SuccessionForm, 'csrfToken' | 'heirs'>

/** What closed teams left open, if the reader may see figures; and the form, for readers who may hand it over. */
export async function loadSuccession(
  request: PageRequest,
  { reads, visible, may }: PageDeps,
  { today: { unit, tree }, day }: Subject,
  { typed, frame }: { typed: SuccessionFields | null; frame: PageFrame },
): Promise<UnitSuccession> {
  const isClosed = unit.kind === 'team' && isClosedOn(unit, day)
  const closed = closedTeams(unit, { tree, visible: visible(request, tree), day })
  const reader = may(request, 'commentary.read')
  const writer = isClosed && may(request, 'units.write')
  const [open, lines] = await Promise.all([
    reader || writer ? reads.loadOpenBusiness(closed, day) : [],
    isClosed ? reads.loadSuccessions(unit.code) : [],
  ])
  // An administrator may not read agreed actions, and sees only how many there are to hand over.
  const left = reader ? open : []
  const isEmpty = (reader || writer) && open.length === 0
  const csrfToken = frame.actor?.csrfToken ?? null
  if (!writer || csrfToken === null || isEmpty)
    return { isClosed, lines, left, isEmpty, counts: null, form: null }
  const fresh = { to: '', reason: '', version: lines[0]?.version ?? 0, faults: [], stale: false }
  return {
    isClosed,
    lines,
    left,
    isEmpty,
    counts: {
      decisions: open.flatMap(({ decisions }) => decisions).length,
      months: open.flatMap(({ months }) => months).length,
    },
    form: { csrfToken, heirs: heirsOf(unit, tree, day), ...(typed ?? fresh) },
  }
}

/** The closed teams whose business is shown on a unit's page: the team itself if it is closed, the teams handed to a team, and
 * the closed teams beneath a service. */
function closedTeams(
  unit: Unit,
  { tree, visible, day }: { tree: readonly Unit[]; visible: readonly Unit[]; day: string },
): Unit[] {
  if (unit.kind === 'team') return isClosedOn(unit, day) ? [unit] : teamsHandedTo(unit.code, tree)
  if (unit.kind !== 'service') return []
  return visible.filter((team) => team.parent === unit.code && isClosedOn(team, day))
}
