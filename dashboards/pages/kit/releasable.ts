/** Which texts of a page its reader may release to the board. */
import type { Unit } from '#domain/catalogue/unit.ts'
import { type AuthoredText, releasingRole } from '#domain/meetings/release-authority.ts'
import type { TextRelease } from '#domain/suppression/released-text.ts'
import type { Releasing } from '../../components/release-control/release-control.ts'
import type { PageFrame } from './page.ts'

/** A page's text with its release. */
export type PageText = Pick<AuthoredText, 'unit' | 'byRole'> & { release: TextRelease }

/** What a reader needs to release texts, and which of the page's they may. */
export type PageReleases = { releasing: Releasing; texts: ReadonlySet<string> }

/** The texts that the reader may release; null if there is none, or if the reader sends no forms. `may` is whether they release texts at all,
 * and `back` the page's address. */
export function releasesOf(
  { frame: { person, actor }, may }: { frame: PageFrame; may: boolean },
  texts: readonly PageText[],
  { units, back }: { units: readonly Unit[]; back: string },
): PageReleases | null {
  const csrfToken = actor?.csrfToken ?? null
  const own = texts.filter(
    ({ release: { kind }, unit, byRole }) =>
      releasingRole(person?.grants ?? [], { kind, unit, byRole }, units) !== null,
  )
  if (csrfToken === null || own.length === 0 || !may) return null
  return { releasing: { csrfToken, back }, texts: new Set(own.map(({ release }) => releaseKey(release))) }
}

/** One text of a page among those of all kinds. */
export function releaseKey({ kind, id }: Pick<TextRelease, 'kind' | 'id'>): string {
  return `${kind} ${id}`
}
