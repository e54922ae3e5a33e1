/** A line of a home: one thing, with one link. */
import { dayName } from '#domain/time/period.ts'
import type { GlyphName } from '../../../../components/glyph/glyph.ts'
import type { Lacking } from '../../../../components/missing-teams/missing-teams.ts'

/** `when` dates it in words, `note` says why it is here. `at` is the instant or the day on which something changed, to tell what
 * is new to the reader. */
export type HomeLine = {
  text: string
  href: string
  note?: string
  when?: string
  mark?: GlyphName
  at?: string
  /** What the figure of the line lacks. */
  missing?: Lacking
}

/** Something to do: its text begins with a verb, and `when` says by when, or since when it waits. */
export type TaskLine = HomeLine & { when: string }

/** The thing that a line is about, if a home must not name it in two blocks: a measure of a unit, or an agreed action. */
export function subjectOf({ href }: HomeLine): string | null {
  return /^\/units\/[^/]+\/(?:kpis|decisions)\/[^/?#]+(?=$|[?#])/.exec(href)?.[0] ?? null
}

/** "due today", "overdue since 24 May 2019", "due 14 June 2019". */
export function dueWords(due: string, today: string): string {
  if (due === today) return 'due today'
  return due < today ? `overdue since ${dayName(due)}` : `due ${dayName(due)}`
}
