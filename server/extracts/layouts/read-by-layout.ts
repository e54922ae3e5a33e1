import { childLevelHeading, isChildIdentifier } from '#domain/extracts/child-level.ts'
import { trimSpaces } from '#domain/extracts/figure-text.ts'
import type { Layout } from '#domain/extracts/layouts/layout.ts'
import { layoutReader } from '#domain/extracts/layouts/read-layout.ts'
import { type ExtractRegister, rowInWords } from '#domain/extracts/register.ts'
import type { Grid, GridRow } from '../../grid.ts'
import type { Finding } from '../tables/extract-format.ts'
import { HiddenParts } from '../tables/hidden-parts.ts'
import { childLevelData } from '../tables/open-grid.ts'
import { rowWarnings } from '../tables/table.ts'

/**
 * The findings of a layout in a file. Skipped rows are also searched for data about children, since no such file may
 * be kept.
 */
export async function* readByLayout(
  grid: Grid,
  layout: Layout,
  register: ExtractRegister,
): AsyncGenerator<Finding> {
  const reader = layoutReader(layout, register)
  // A table with months across gains columns each month, so the file's own columns are used once its headings are read.
  const useOf = (place: number) => reader.columns()[place]?.use ?? 'ignored'
  const header = () => reader.columns().map(({ heading }) => heading)
  const isRead = (place: number) => useOf(place) !== 'ignored'
  const isFree = (place: number) => !isRead(place) || useOf(place) === 'note'
  const named = layout.rules.sheets.take === 'every'
  const events = grid.events()
  let sheet: string | null = null
  let place = -1
  let hidden: { parts: HiddenParts; isRead: boolean } = { parts: new HiddenParts(), isRead: false }
  const hiddenWarnings = () => {
    const read = grid.preview[place]
    if (read === undefined || !hidden.isRead) return []
    const names = { name: read.name, sheet: named ? sheet : null }
    const warning = hidden.parts.warning(names, read, header(), isRead)
    return warning === null ? [] : [{ warning }]
  }
  try {
    for (;;) {
      const next = await events.next()
      if (next.done) {
        yield* hiddenWarnings()
        for (const finding of reader.end()) if (finding.is === 'problem') yield { problem: finding.problem }
        if (next.value !== null) yield { problem: next.value }
        return
      }
      const event = next.value
      if (event.is === 'sheet') {
        yield* hiddenWarnings()
        hidden = { parts: new HiddenParts(), isRead: false }
        place++
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
      const { place: part, findings } = reader.row(event)
      let words = event.cells.filter((cell) => trimSpaces(cell) !== '').join(', ')
      for (const finding of findings) {
        if (finding.is === 'row') words = rowInWords(finding.row)
        yield finding.is === 'problem' ? { problem: finding.problem } : { row: finding.row }
      }
      if (part === 'data') hidden.isRead = true
      if (part === 'data' && event.isHidden) hidden.parts.add(event.row)
      if (part !== 'data' && event.isUnended !== true) continue
      const table = { header: header(), sheet: named ? sheet : null }
      for (const warning of rowWarnings(table, event, { isRead, isFree }, () => words)) yield { warning }
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
