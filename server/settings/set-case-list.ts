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
import { type Db, inTransaction } from '#server/db/database.ts'
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
  now: Date
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
  const line: CaseListLine = {
    ...{ kpi, version: seen + 1, list: read.list, reason: read.reason, byName: by.name },
    byRole: settingRole(by),
    at: current !== null && current.at >= order.now ? new Date(current.at.getTime() + 1) : order.now,
  }
  if (order.isTrial) return { is: 'tried', line, changed: true }
  if (await insert(db, line, by)) return { is: 'saved', line, changed: true }
  return { is: 'stale', current: await loadCurrent(db, kpi) }
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

/** False if another line took this version first. */
async function insert(
  db: Db,
  { kpi, version, list, reason, byName, byRole, at }: CaseListLine,
  by: Writer,
): Promise<boolean> {
  return inTransaction(db, async (trx) => {
    const inserted = await trx
      .insertInto('case_list')
      .values({
        ...{ council_id: councilId, kpi_code: kpi, version, reason },
        ...{ address: list?.address ?? null, label: list?.label ?? null },
        ...{ by_name: byName, by_id: by.id, by_role: byRole, recorded_at: at },
      })
      .onConflict((oc) => oc.doNothing())
      .returning('version')
      .executeTakeFirst()
    if (inserted === undefined) return false
    await recordActivity(trx, { kind: 'case_list.set', by, subject: `measure ${kpi}`, reason })
    return true
  })
}
