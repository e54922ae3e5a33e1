/** Reads the texts that the reader may release. */
import { releasingRole } from '#domain/meetings/release-authority.ts'
import { monthOf } from '#domain/time/period.ts'
import type { ReleasableText } from '#server/reads/written-texts.ts'
import type { PageDeps, PageRequest } from '../../kit/page.ts'
import type { ReleasesQuestion } from './model.ts'
import { momentAsked } from './question.ts'

/** Every text that the reader may release, those of them that were asked for, and the names in them. */
export async function loadTexts(
  request: PageRequest,
  { reads, today, personOf, visible }: PageDeps,
  question: ReleasesQuestion,
) {
  const day = await today()
  const [all, units, kpis] = await Promise.all([
    reads.loadWrittenTexts({ asAt: momentAsked(question) }),
    reads.loadUnits(monthOf(day)),
    reads.loadKpis(monthOf(day)),
  ])
  const roles = personOf(request)?.grants ?? []
  const seen = new Set(visible(request, units).map(({ code }) => code))
  const own = all.filter(
    ({ release: { kind }, unit, byRole }) =>
      (unit === null || seen.has(unit)) && releasingRole(roles, { kind, unit, byRole }, units) !== null,
  )
  return {
    own,
    asked: own.filter((text) => isAsked(text, question)),
    unitNames: new Map(units.map((u) => [u.code, u.name])),
    kpiNames: new Map(kpis.map((k) => [k.code, k.name])),
  }
}

function isAsked({ release, action: about }: ReleasableText, { kind, released, action }: ReleasesQuestion) {
  return (
    (kind === null || release.kind === kind) &&
    (released === null || (release.released !== null) === released) &&
    (action === null || about === action)
  )
}
