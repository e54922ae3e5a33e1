import { childLevelHeading, isChildIdentifier } from '#domain/child-level.ts'
import type { ExtractRegister } from '#domain/extract-register.ts'
import { trimSpaces } from '#domain/figure-text.ts'
import type { Layout } from '#domain/layout.ts'
import { layoutReader } from '#domain/read-layout.ts'
import type { Finding } from '../reading/extract-format.ts'
import type { Grid, GridRow } from '../reading/grid.ts'
import { childLevelData } from '../reading/open-grid.ts'
import { rowWarnings } from '../reading/table.ts'

/** What a layout finds in a file. Rows that it skips are looked at for children too: nothing of such a file is kept. */
export async function* readByLayout(
  grid: Grid,
  layout: Layout,
  register: ExtractRegister,
): AsyncGenerator<Finding> {
  const reader = layoutReader(layout, register)
  const { columns, sheets } = layout.rules
  const table = { container: grid.container, header: columns.map(({ heading }) => heading), unseen: [] }
  const isRead = (place: number) => columns[place] !== undefined && columns[place].use !== 'ignored'
  const named = sheets.take === 'every'
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
      const { place, findings } = reader.row(event)
      for (const finding of findings) {
        yield finding.is === 'problem' ? { problem: finding.problem } : { row: finding.row }
      }
      if (place !== 'data' && event.isUnended !== true) continue
      for (const warning of rowWarnings({ ...table, sheet: named ? sheet : null }, event, isRead)) {
        yield { warning }
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
