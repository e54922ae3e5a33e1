/** What pages do about layouts. */

import { type LayoutFault, layoutFaults } from '#domain/extracts/layouts/faults.ts'
import type { Layout, LayoutRules } from '#domain/extracts/layouts/layout.ts'
import { type LayoutTrial, layoutTrier } from '#domain/extracts/layouts/try-layout.ts'
import type { ExtractProblem } from '#domain/extracts/problem.ts'
import type { ExtractRegister } from '#domain/extracts/register.ts'
import type { Writer } from '#server/access/permissions/actor.ts'
import { type Db, inTransaction } from '#server/db/database.ts'
import { problem } from '#server/errors.ts'
import { councilId } from '../../db/council-id.ts'
import type { Grid, SheetPreview } from '../../grid.ts'
import { loadRegister } from '../record/load-register.ts'
import { noExtract } from '../record/no-extract.ts'
import { hasStoredBytes, loadBytes } from '../record/stored-bytes.ts'
import { openGrid } from '../tables/open-grid.ts'
import { fittingLayouts, nearestLayout } from './choose-layout.ts'
import { loadLayout, loadLayouts, recordLayout, recordRetired } from './layouts.ts'
import { fingerprintOf, layoutName } from './rules.ts'

/** A rejected file whose bytes are kept, as the match page shows it. */
export type MatchableFile = {
  id: number
  filename: string
  preview: readonly SheetPreview[]
  /** The layout it was read by, or the one it nearly fits. */
  layout: Layout | null
  /** The names of other layouts that have the file's headings. If several do, a person chooses. A file with our own
   *  headings is read by a layout only if a person says so. */
  fitting: readonly string[]
  register: ExtractRegister
}

export type LayoutWrites = {
  /** Throws `not_found`, and `conflict` if the file is not rejected, was not kept or is not a table. */
  loadMatchable: (extractId: number) => Promise<MatchableFile>
  tryRules: (extractId: number, rules: LayoutRules) => Promise<LayoutTrial>
  /** Why rules cannot be confirmed under a name; none where they can. */
  loadFaults: (name: string, rules: LayoutRules) => Promise<LayoutFault[]>
  /** Records the rules and has the file read by them. Throws as `recordLayout` does. */
  confirm: (extractId: number, order: { name: string; rules: LayoutRules; by: Writer }) => Promise<void>
  /** Checks a file again with a layout in force. Throws `not_found` if there is none of that name. */
  useLayout: (extractId: number, order: { name: string; by: Writer }) => Promise<void>
  retire: (order: { name: string; by: Writer }) => Promise<void>
}

/** At most this many rows are searched for names and words, so that the page answers within seconds. */
const LOOKED_AT = 20_000

/** The writes over one database and one clock. */
export function layoutWritesOver({
  db,
  now,
  recheck,
}: {
  db: Db
  now: () => Date
  /** Has a rejected file checked again, by the layout of that name. */
  recheck: (extractId: number, order: { by: Writer; layout: string }) => Promise<void>
}): LayoutWrites {
  return {
    loadMatchable: (extractId) => loadMatchable(db, extractId, now()),
    tryRules: (extractId, rules) => tryRules(db, extractId, rules, now()),
    loadFaults: (name, rules) => loadFaults(db, name, rules, now()),
    async confirm(extractId, { name, rules, by }) {
      await loadRejected(db, extractId)
      const layout = await inTransaction(db, async (trx) =>
        recordLayout(trx, { name, rules, by }, await loadRegister(trx, now())),
      )
      await recheck(extractId, { by, layout: layout.name })
    },
    async useLayout(extractId, { name, by }) {
      await loadRejected(db, extractId)
      const layout = (await loadLayouts(db)).find((each) => each.name === name)
      if (layout === undefined) throw problem('not_found', `There is no layout called ‘${name}’.`)
      await recheck(extractId, { by, layout: name })
    },
    retire: (order) => inTransaction(db, (trx) => recordRetired(trx, order)),
  }
}

async function loadMatchable(db: Db, extractId: number, now: Date): Promise<MatchableFile> {
  const extract = await loadRejected(db, extractId)
  const grid = await openRejected(db, extractId, extract)
  const layouts = await loadLayouts(db)
  return {
    id: extractId,
    filename: extract.filename,
    preview: grid.preview,
    layout:
      extract.layoutId === null
        ? (nearestLayout(grid.preview, layouts)?.layout ?? null)
        : await loadLayout(db, extract.layoutId),
    fitting: fittingLayouts(grid.preview, layouts).flatMap(({ id, name }) =>
      id === extract.layoutId ? [] : [name],
    ),
    register: await loadRegister(db, now),
  }
}

/** Tries unconfirmed rules on the first rows of a file. */
async function tryRules(db: Db, extractId: number, rules: LayoutRules, now: Date): Promise<LayoutTrial> {
  const grid = await openRejected(db, extractId, await loadRejected(db, extractId))
  const trier = layoutTrier({ name: 'this layout', rules }, await loadRegister(db, now))
  const events = grid.events()
  let rows = 0
  let ended: ExtractProblem | null = null
  try {
    for (;;) {
      const next = await events.next()
      if (next.done) {
        ended = next.value
        break
      }
      if (next.value.is === 'sheet') trier.sheet(next.value.name)
      else if (++rows > LOOKED_AT) break
      else trier.row(next.value)
    }
  } finally {
    await events.return(null)
  }
  return trier.end(ended, rows <= LOOKED_AT)
}

async function loadFaults(db: Db, name: string, rules: LayoutRules, now: Date): Promise<LayoutFault[]> {
  const faults = [...nameFaults(name), ...layoutFaults(rules, await loadRegister(db, now))]
  const fingerprint = fingerprintOf(rules)
  const twin = (await loadLayouts(db)).find(
    (other) =>
      other.name.toLowerCase() !== name.trim().toLowerCase() && fingerprintOf(other.rules) === fingerprint,
  )
  if (twin === undefined) return faults
  const message = `‘${twin.name}’ reads files with these headings already. Use its name to make this its next version, or retire it first`
  return [...faults, { part: 'name', message }]
}

function nameFaults(name: string): LayoutFault[] {
  if (name.trim() === '') return [{ part: 'name', message: 'Enter a name for this layout' }]
  const named = layoutName.safeParse(name)
  return named.success ? [] : [{ part: 'name', message: named.error.issues[0]?.message ?? 'Enter a name' }]
}

type Rejected = { filename: string; encoding: 'windows-1252' | null; layoutId: number | null }

/** The table of a rejected file; `conflict` where it holds none. */
async function openRejected(db: Db, extractId: number, { encoding }: Rejected): Promise<Grid> {
  const grid = await openGrid(loadBytes(db, extractId), { encoding })
  if ('code' in grid) throw problem('conflict', `${grid.message}.`)
  return grid
}

async function loadRejected(db: Db, extractId: number): Promise<Rejected> {
  const extract = await db
    .selectFrom('extract')
    .where('council_id', '=', councilId)
    .where('id', '=', extractId)
    .select(['filename', 'status', 'encoding', 'layout_id'])
    .executeTakeFirst()
  if (extract === undefined) throw noExtract(extractId)
  if (extract.status !== 'rejected') {
    throw problem('conflict', 'This file was read as it is: there is nothing to match.')
  }
  if (!(await hasStoredBytes(db, extractId)))
    throw problem('conflict', 'Nothing of this file was kept: there is nothing to match.')
  const encoding = extract.encoding === 'windows-1252' ? extract.encoding : null
  return { filename: extract.filename, encoding, layoutId: extract.layout_id }
}
