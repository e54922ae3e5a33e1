/** Prints for a terminal what was found in a file and which figures changed beneath it. */

import { wordFor } from '#domain/wording/word-for.ts'
import { Problem } from '../errors.ts'
import type { CellFigures, MovedCells } from '../extracts/merging/extract-changes.ts'

type Found = {
  counts: { rows: number; accepted: number; problems: number; warnings: number }
  problems: readonly { message: string }[]
  warnings: readonly { message: string }[]
}

/** Prints each problem and warning on its own line, then the counts. */
export function reportLines({ counts, problems, warnings }: Found): string[] {
  return [
    ...problemLines(problems, counts.problems),
    ...warnings.map(({ message }) => `Warning: ${message}`),
    ...more(counts.warnings, warnings.length, 'warnings'),
    `${counted(counts.rows, 'row')}, ${counts.accepted} accepted, ${counted(counts.problems, 'problem')}, ${counted(counts.warnings, 'warning')}`,
  ]
}

/** Prints each problem on its own line, and how many more there are. */
export function problemLines(problems: Found['problems'], total: number): string[] {
  return [
    ...problems.map(({ message }) => `Problem: ${message}`),
    ...more(total, problems.length, 'problems'),
  ]
}

function more(total: number, shown: number, what: string): string[] {
  return total > shown ? [`and ${total - shown} more ${what}`] : []
}

function counted(count: number, what: string): string {
  return `${count} ${wordFor(count, what)}`
}

/** Lists the figures that changed on record since they were compared, and how to publish anyway. Returns no lines for any other
 * refusal. */
export function movedLines(refusal: unknown): string[] {
  if (!(refusal instanceof Problem) || refusal.code !== 'changes_moved') return []
  // Only `changesMoved` throws this code.
  const { cells, total } = refusal.extra.moved as MovedCells
  const more = total > cells.length ? [`and ${total - cells.length} more`] : []
  return [
    ...cells.map(
      ({ unit, kpi, period, before, after, extract, by }) =>
        `Changed on record: ${unit} ${kpi} ${period} was ${figureWords(before)}, is now ${figureWords(after)} (extract ${extract}, by ${by})`,
    ),
    ...more,
    `To publish over the figures of now: --seen ${refusal.extra.seen}`,
  ]
}

function figureWords(cell: CellFigures | null): string {
  if (cell === null) return 'no figure'
  if (cell.value === null) return cell.state.replaceAll('_', ' ')
  const counts = cell.denominator === null ? '' : ` (${cell.numerator ?? '–'} of ${cell.denominator})`
  return `${Math.round(cell.value * 1e4) / 1e4}${counts}`
}
