/** Stored layouts. They are append only: the highest version of a name is in force, unless it retires the layout. */

import { sql } from 'kysely'
import { layoutFaults } from '#domain/extracts/layouts/faults.ts'
import { asName, type Layout, type LayoutRules } from '#domain/extracts/layouts/layout.ts'
import type { ExtractRegister } from '#domain/extracts/register.ts'
import { recordActivity } from '#server/access/activity/activity.ts'
import type { Writer } from '#server/access/permissions/actor.ts'
import type { ReadSource, Trx } from '#server/db/database.ts'
import { problem } from '#server/errors.ts'
import { councilId } from '../../db/council-id.ts'
import { fingerprintOf, layoutName, layoutRules } from './rules.ts'

/** The layouts in force, by name. */
export async function loadLayouts(db: ReadSource): Promise<Layout[]> {
  const rows = await db
    .selectFrom('layout')
    .distinctOn('name')
    .where('council_id', '=', councilId)
    .orderBy('name')
    .orderBy('version', 'desc')
    .select(['id', 'name', 'version', 'rules', 'retired'])
    .execute()
  return rows
    .filter(({ retired }) => !retired)
    .map(({ id, name, version, rules }) => ({ id, name, version, rules: layoutRules.parse(rules) }))
}

/** The layout version that read an extract, even if it is no longer in force. */
export async function loadLayout(db: ReadSource, id: number): Promise<Layout | null> {
  const row = await db
    .selectFrom('layout')
    .where('council_id', '=', councilId)
    .where('id', '=', id)
    .select(['id', 'name', 'version', 'rules'])
    .executeTakeFirst()
  return row === undefined ? null : { ...row, rules: layoutRules.parse(row.rules) }
}

export type LayoutOrder = { name: string; rules: LayoutRules; by: Writer }

/** When a layout was confirmed: the moment at which it was recorded, and the day that it is of. */
export type ConfirmedLayout = Layout & { confirmedAt: Date; dated: string }

/**
 * Records rules that a person confirmed, as the first or next version of their name. Names are compared without case,
 * and the first spelling stays. Throws `unprocessable` for an invalid name, and for rules with faults, which it
 * includes as `faults`.
 */
export async function recordLayout(
  trx: Trx,
  { name, rules, by }: LayoutOrder,
  register: ExtractRegister,
): Promise<ConfirmedLayout> {
  const named = layoutName.safeParse(name)
  if (!named.success) throw problem('unprocessable', named.error.issues[0]?.message ?? 'Give a name')
  const faults = layoutFaults(rules, register)
  const [fault] = faults
  if (fault !== undefined) throw problem('unprocessable', `${fault.message}.`, { faults })
  await lockNames(trx)
  const latest = await loadLatest(trx, named.data)
  return insertVersion(trx, {
    name: latest?.name ?? named.data,
    version: (latest?.version ?? 0) + 1,
    rules,
    retired: false,
    by,
  })
}

/** Takes a layout out of use: files with its headings are refused again. Throws `not_found` where none of the name is in force. */
export async function recordRetired(trx: Trx, { name, by }: { name: string; by: Writer }): Promise<void> {
  await lockNames(trx)
  const latest = await loadLatest(trx, name)
  if (latest === null || latest.retired) throw problem('not_found', `There is no layout called ‘${name}’.`)
  await insertVersion(trx, { ...latest, version: latest.version + 1, retired: true, by })
}

/** Locks layouts, so that no version number is given twice. */
async function lockNames(trx: Trx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('layouts', 0))`.execute(trx)
}

async function loadLatest(
  trx: Trx,
  name: string,
): Promise<{ name: string; version: number; retired: boolean; rules: LayoutRules } | null> {
  const rows = await trx
    .selectFrom('layout')
    .distinctOn('name')
    .where('council_id', '=', councilId)
    .orderBy('name')
    .orderBy('version', 'desc')
    .select(['name', 'version', 'retired', 'rules'])
    .execute()
  const row = rows.find((each) => asName(each.name) === asName(name))
  return row === undefined ? null : { ...row, rules: layoutRules.parse(row.rules) }
}

async function insertVersion(
  trx: Trx,
  { retired, ...order }: LayoutOrder & { version: number; retired: boolean },
): Promise<ConfirmedLayout> {
  const { name, version, rules } = order
  const { id, confirmed_at, dated } = await trx
    .insertInto('layout')
    .values({
      council_id: councilId,
      name,
      version,
      fingerprint: fingerprintOf(rules),
      rules: JSON.stringify(rules),
      retired,
      confirmed_by: order.by.name,
      confirmed_by_id: order.by.id,
    })
    .returning(['id', 'confirmed_at', 'dated'])
    .executeTakeFirstOrThrow()
  await recordActivity(trx, {
    kind: retired ? 'layout.retired' : 'layout.confirmed',
    by: order.by,
    subject: `layout ${name}`,
  })
  return { id, name, version, rules, confirmedAt: confirmed_at, dated }
}
