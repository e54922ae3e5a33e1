/** The second sheet of every workbook, and the head of a table's JSON. */
import { publishedWords } from '../words/published-words.ts'
import type { About } from './workbook.ts'

/** "What this is", "Published", "As at": where a table's figures come from and when. Days and moments are written as on pages. */
export function aboutTable(said: {
  what: string
  source: string
  /** When the last of its figures was published; null if nothing was. Left out for a table without figures. */
  published?: Date | null
  /** The requested moment; null for now. */
  asAt?: string | null
  /** The page it is on. */
  page: string
  notes?: readonly string[]
}): About {
  const { what, source, published, asAt, page, notes = [] } = said
  const moment = published === null ? 'Not published yet' : published && publishedWords(published)
  return [
    ['What this is', what],
    ['Source', source],
    ...(moment === undefined
      ? []
      : [line('Published', moment), line('As at', asAt ?? 'Now: the latest published')]),
    ['Page', page],
    ...notes.map((note) => line('Note', note)),
  ]
}

function line(label: string, text: string): [string, string] {
  return [label, text]
}

/** How figures appear in such a file. */
export const figureNotes = [
  'A percentage is 0 to 100, and is worked out in its cell from its numerator and denominator. Percentages are never averaged.',
  'A cell without a value says in State what kind of nothing it is; it is never 0.',
] as const

/** When the last of some figures was published; null if there is none. */
export function lastPublished(figures: readonly ({ publishedAt: Date | null } | null)[]): Date | null {
  const times = figures.flatMap((figure) => figure?.publishedAt?.getTime() ?? [])
  return times.length === 0 ? null : new Date(Math.max(...times))
}
