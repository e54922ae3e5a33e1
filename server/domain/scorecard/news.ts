/** What happened to figures, in words: the same for one publication and for everything since a person's last visit. */
import type { Coverage } from '../figures/figure.ts'
import type { State } from '../figures/measurement.ts'
import { changedParts, type ShownValues } from '../figures/restatement.ts'
import { grainOf } from '../time/period.ts'
import { wordFor } from '../wording/word-for.ts'

/** `new`: the first figure of a cell. `grown`: a sum that gained units it lacked. `restated`: a different figure.
 *  `taken_back`: a different figure or none, because a file was taken back. `judged`: the same figure with a
 *  different judgement. */
export type NewsKind = 'new' | 'grown' | 'restated' | 'taken_back' | 'judged'

/** A figure as a publication left it. */
export type NewsVersion = ShownValues & {
  coverage: Coverage | null
  /** True if the publication took a file back. */
  isRevert: boolean
}

/**
 * What happened to a figure since `before`; null if it says the same.
 * @param since every version after `before`, the earliest first
 */
export function newsKind(before: NewsVersion | null, since: readonly NewsVersion[]): NewsKind | null {
  const after = since.at(-1)
  if (after === undefined) return null
  const parts = before === null ? null : changedParts(before, after)
  if (parts?.length === 0) return null
  if (before === null || before.state === 'not_reported') return after.state === 'not_reported' ? null : 'new'
  if (parts?.includes('figure') !== true) return 'judged'
  const isTakenBack = since.some(
    (version, i) => version.isRevert && changedParts(since[i - 1] ?? before, version).includes('figure'),
  )
  if (isTakenBack) return 'taken_back'
  return isGrown(before, after) ? 'grown' : 'restated'
}

function isGrown(before: NewsVersion, after: NewsVersion): boolean {
  return (before.coverage?.notReported ?? 0) > (after.coverage?.notReported ?? 0)
}

/** How a publication changed a cell: its state before (null for none) and after. */
export type CellChange = { before: State | null; after: State; isRevert: boolean }

/** What happened to a cell that a publication changed. */
export function cellNews({ before, after, isRevert }: CellChange): NewsKind | null {
  const isHere = (state: State | null) => state !== null && state !== 'not_reported'
  if (isRevert) return isHere(before) || isHere(after) ? 'taken_back' : null
  if (!isHere(before)) return isHere(after) ? 'new' : null
  return 'restated'
}

/** The number of a period's figures to which one kind of thing happened. */
export type NewsCount = { period: string; kind: NewsKind; figures: number }

const kindWords: Record<Exclude<NewsKind, 'new'>, (figures: string) => string> = {
  grown: (figures) => `${figures} from more teams`,
  restated: (figures) => `${figures} restated`,
  taken_back: (figures) => `${figures} taken back`,
  judged: (figures) => `${figures} judged differently`,
}

/** "45 new figures", "2 new weekly figures", "3 figures restated": what happened, each kind counted. */
export function newsWords(counts: readonly NewsCount[]): string[] {
  const sum = (fits: (count: NewsCount) => boolean) =>
    counts.filter(fits).reduce((total, { figures }) => total + figures, 0)
  const isWeekly = ({ period }: NewsCount) => grainOf(period) === 'weekly'
  const fresh = sum((c) => c.kind === 'new' && !isWeekly(c))
  const weekly = sum((c) => c.kind === 'new' && isWeekly(c))
  const kinds = Object.keys(kindWords) as (keyof typeof kindWords)[]
  return [
    fresh === 0 ? [] : `${fresh} new ${wordFor(fresh, 'figure')}`,
    weekly === 0 ? [] : `${weekly} new weekly ${wordFor(weekly, 'figure')}`,
    ...kinds.map((kind) => {
      const figures = sum((c) => c.kind === kind)
      return figures === 0 ? [] : kindWords[kind](`${figures} ${wordFor(figures, 'figure')}`)
    }),
  ].flat()
}
