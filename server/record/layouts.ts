import type { LayoutRules } from '#domain/extracts/layouts/layout.ts'
import type { ReadSource } from '#server/db/database.ts'

/** A current layout and its use. */
export type LayoutLine = {
  name: string
  version: number
  /** As they were confirmed. */
  rules: LayoutRules
  confirmedBy: string
  confirmedAt: Date
  /** The day that it is of. */
  dated: string
  /** The latest file that any version of it read. */
  lastUsed: { extract: number; filename: string; receivedAt: Date } | null
}

/** The current layouts, by name. */
export async function loadLayoutLines(db: ReadSource): Promise<LayoutLine[]> {
  const layouts = await db
    .selectFrom('layout')
    .distinctOn('name')
    .orderBy('name')
    .orderBy('version', 'desc')
    .select(['name', 'version', 'rules', 'retired', 'confirmed_by', 'confirmed_at', 'dated'])
    .execute()
  const uses = await db
    .selectFrom('extract')
    .innerJoin('layout', (join) =>
      join.onRef('layout.council_id', '=', 'extract.council_id').onRef('layout.id', '=', 'extract.layout_id'),
    )
    .distinctOn('layout.name')
    .orderBy('layout.name')
    .orderBy('extract.id', 'desc')
    .select(['layout.name', 'extract.id', 'extract.filename', 'extract.received_at'])
    .execute()
  return layouts
    .filter(({ retired }) => !retired)
    .map((row) => {
      const used = uses.find(({ name }) => name === row.name)
      return {
        name: row.name,
        version: row.version,
        // Checked against their schema before they were stored.
        rules: row.rules as unknown as LayoutRules,
        confirmedBy: row.confirmed_by,
        confirmedAt: row.confirmed_at,
        dated: row.dated,
        lastUsed:
          used === undefined
            ? null
            : { extract: used.id, filename: used.filename, receivedAt: used.received_at },
      }
    })
}
