/** Sets where the case system lists the names behind a measure, or takes that away. */
import {
  type CaseListErrors,
  type CaseListFields,
  readCaseList,
  readCaseListReason,
} from '#domain/council/case-list.ts'
import { recordActivity } from '#server/access/activity/activity.ts'
import type { Actor, Writer } from '#server/access/permissions/actor.ts'
import { roleName } from '#server/access/permissions/actor.ts'
import { givesAnywhere } from '#server/access/permissions/permissions.ts'
import { councilId } from '#server/db/council-id.ts'
import type { Db, Trx } from '#server/db/database.ts'
import { inUndoableTransaction } from '#server/db/undoable-transaction.ts'
import { problem } from '#server/errors.ts'
import { type CaseListLine, loadCaseListLines } from '#server/record/case-lists.ts'

export type CaseListOrder = {
  /** The measure's code. */
  kpi: string
  typed: CaseListFields
  /** True to take the address away; of what was typed only the reason is then read. */
  isRemoved: boolean
  /** The version that the writer saw; 0 if none was ever set. */
  seen: number
  by: Pick<Actor, 'name' | 'grants'> & Writer
  /** True to report what would change without changing anything. */
  isTrial: boolean
}

export type CaseListOutcome =
  | { is: 'faulty'; errors: CaseListErrors }
  /** Somebody else has set it or taken it away since it was read. */
  | { is: 'stale'; current: CaseListLine | null }
  /** `changed` is false if it was so already and nothing is stored. */
  | { is: 'saved' | 'tried'; line: CaseListLine; changed: boolean }

/** Sets a list over a database. */
export type SetCaseList = (db: Db, order: CaseListOrder) => Promise<CaseListOutcome>

/** Adds a line; earlier ones are never changed. The same list sent twice is added once. Throws `not_found` for an unknown measure,
 * and `unprocessable` if there is no list to take away. */
export async function setCaseList(db: Db, order: CaseListOrder): Promise<CaseListOutcome> {
  const { kpi, by, seen } = order
  await checkMeasure(db, kpi)
  const read = readOrder(order)
  if ('errors' in read) return { is: 'faulty', errors: read.errors }
  const current = await loadCurrent(db, kpi)
  if (current === null && read.list === null)
    throw problem('unprocessable', `No list of names is set for ${kpi}, so there is none to take away.`)
  if (current !== null && isSame(current.list, read.list))
    return { is: order.isTrial ? 'tried' : 'saved', line: current, changed: false }
  if ((current?.version ?? 0) !== seen) return { is: 'stale', current }
  const line: NewLine = {
    ...{ kpi, version: seen + 1, list: read.list, reason: read.reason, byName: by.name },
    byRole: settingRole(by),
  }
  const added = await inUndoableTransaction<CaseListLine | null>(db, async (trx, undone) => {
    const inserted = await insert(trx, line, by)
    if (order.isTrial) throw undone(inserted)
    return inserted
  })
  if (added === null) return { is: 'stale', current: await loadCurrent(db, kpi) }
  return { is: order.isTrial ? 'tried' : 'saved', line: added, changed: true }
}

/** The role in which a person sets it, as signed. */
function settingRole({ grants }: CaseListOrder['by']): string {
  const held = grants.find((grant) => givesAnywhere(grant, 'settings.write'))
  return held === undefined ? '' : roleName(held.role)
}

type Read = Pick<CaseListLine, 'list' | 'reason'>

function readOrder({ typed, isRemoved }: CaseListOrder): Read | { errors: CaseListErrors } {
  if (!isRemoved) return readCaseList(typed)
  const { text, fault } = readCaseListReason(typed.reason)
  return fault === null ? { list: null, reason: text } : { errors: { reason: fault } }
}

function isSame(one: CaseListLine['list'], other: CaseListLine['list']): boolean {
  return one?.address === other?.address && one?.label === other?.label
}

async function checkMeasure(db: Db, kpi: string): Promise<void> {
  const known = await db
    .selectFrom('kpi')
    .select('code')
    .where('council_id', '=', councilId)
    .where('code', '=', kpi)
    .executeTakeFirst()
  if (known === undefined) throw problem('not_found', `There is no measure ‘${kpi.slice(0, 20)}’.`)
}

async function loadCurrent(db: Db, kpi: string): Promise<CaseListLine | null> {
  return (await loadCaseListLines(db)).find((line) => line.kpi === kpi) ?? null
}

type NewLine = Omit<CaseListLine, 'at' | 'dated'>

/** The line as recorded; null if another one took this version first. */
async function insert(trx: Trx, line: NewLine, by: Writer): Promise<CaseListLine | null> {
  const { kpi, version, list, reason, byName, byRole } = line
  const inserted = await trx
    .insertInto('case_list')
    .values({
      ...{ council_id: councilId, kpi_code: kpi, version, reason },
      ...{ address: list?.address ?? null, label: list?.label ?? null },
      ...{ by_name: byName, by_id: by.id, by_role: byRole },
    })
    .onConflict((oc) => oc.doNothing())
    .returning(['recorded_at as at', 'dated'])
    .executeTakeFirst()
  if (inserted === undefined) return null
  await recordActivity(trx, { kind: 'case_list.set', by, subject: `measure ${kpi}`, reason })
  return { ...line, ...inserted }
}
