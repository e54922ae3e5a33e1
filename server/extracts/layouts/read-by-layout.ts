import { childLevelHeading, isChildIdentifier } from '#domain/child-level.ts'
import { placeName } from '#domain/extract-problem.ts'
import type { ExtractRegister } from '#domain/extract-register.ts'
import { trimSpaces } from '#domain/figure-text.ts'
import type { Layout } from '#domain/layout.ts'
import { layoutReader } from '#domain/read-layout.ts'
import type { Finding } from '../extract-format.ts'
import type { Grid, GridRow } from '../grid.ts'
import { childLevelData } from '../open-grid.ts'

/** What a layout finds in a file. Rows that it skips are looked at for children too: nothing of such a file is kept. */
export async function* readByLayout(
  grid: Grid,
  layout: Layout,
  register: ExtractRegister,
): AsyncGenerator<Finding> {
  const reader = layoutReader(layout, register)
  const events = grid.events()
  let sheet: string | null = null
  try {
    for (;;) {
      const next = await events.next()
      if (next.done) {
        for (const finding of reader.end()) if (finding.is === 'problem') yield { problem: finding.problem }
        if (next.value !== null) yield { problem: next.value }
        return
      }
      const event = next.value
      if (event.is === 'sheet') {
        sheet = event.name
        for (const finding of reader.sheet(sheet)) {
          if (finding.is === 'problem') yield { problem: finding.problem }
        }
        continue
      }
      const heading = childLevelOf(event)
      if (heading !== null) {
        yield { problem: childLevelData(sheet, event.row, heading === '' ? null : heading) }
        return
      }
      for (const finding of reader.row(event).findings) {
        if (finding.is === 'problem') {
          yield { problem: finding.problem }
          continue
        }
        const { text, formulas } = finding.row
        for (const column of formulas) yield { warning: formulaUsed(text.sheet, text.row, column) }
        yield { row: text }
      }
    }
  } finally {
    await events.return(null)
  }
}

/** The heading that only a list of children has; '' for a child's own number; null where there is neither. */
function childLevelOf({ cells }: GridRow): string | null {
  const heading = childLevelHeading(cells, false)
  if (heading !== null) return heading
  return cells.some((cell) => isChildIdentifier(trimSpaces(cell))) ? '' : null
}

function formulaUsed(sheet: string | null, row: number, column: string) {
  const message = `${placeName(sheet, row, column)}: The result of a formula is used as it was saved. Is it up to date?`
  return { code: 'formula_value_used' as const, sheet, row, column, message, needsReason: false }
}
