/** The council's settings and their history. */

import { caseListSetting, type SettingName, type Settings, settingNames } from '#domain/council/settings.ts'
import {
  type DatedShare,
  type ShareMonths,
  type ShareName,
  shareIn,
  shareNames,
} from '#domain/council/share.ts'
import { signature } from '#domain/meetings/answering-role.ts'
import { addMonths, monthOf } from '#domain/time/period.ts'
import { councilId } from '#server/db/council-id.ts'
import type { ReadSource } from '#server/db/database.ts'
import { type CaseListLine, loadCaseListLines } from './case-lists.ts'
import { loadMonthsOf } from './latest-month.ts'
import { loadLastMonthWithFigures } from './periods.ts'
import { loadShareChanges, loadShares, type ShareChange } from './shares.ts'

/** `value` is the recorded text: yes or no, a name, a colour, the hash of a logo, a share, or nothing. `from` is the month from
 * which a share applies, `measure` the code of the measure that it is about, if it is about one. */
export type SettingChange = {
  setting: string
  value: string
  from: string | null
  measure: string | null
  reason: string | null
  by: string
  at: Date
  /** The day that it is of. */
  dated: string
}

/** A share: its values by month, the months from which it may be set, and how often it was set. */
export type ShareSetting = {
  set: DatedShare[]
  /** The value that applies in the month of the given day. */
  inForce: DatedShare
  months: ShareMonths
  version: number
}

export type SettingsInForce = {
  settings: Settings
  /** How often each was changed: the version that a change must name. */
  versions: Record<SettingName, number>
  /** The latest first. */
  history: SettingChange[]
}

const SHOWN = 100

/** The current settings and their last hundred changes; null while no council is loaded. */
export async function loadSettings(db: ReadSource): Promise<SettingsInForce | null> {
  const settings = await db
    .selectFrom('council')
    .where('council_id', '=', councilId)
    .select(['publishing_needs_approval', 'inbox_publishes_clean_files'])
    .executeTakeFirst()
  if (settings === undefined) return null
  const [changes, counts, shares, lists] = await Promise.all([
    db
      .selectFrom('setting_change')
      .where('council_id', '=', councilId)
      .select(['setting', 'value', 'reason', 'changed_by as by', 'changed_at as at', 'dated'])
      .orderBy('id', 'desc')
      .limit(SHOWN)
      .execute(),
    db
      .selectFrom('setting_change')
      .where('council_id', '=', councilId)
      .select((e) => ['setting', e.fn.countAll<number>().as('times')])
      .groupBy('setting')
      .execute(),
    Promise.all(shareNames.map(async (name) => (await loadShareChanges(db, name)).map(changeOf(name)))),
    loadCaseListLines(db),
  ])
  const timesOf = (name: string) => Number(counts.find(({ setting }) => setting === name)?.times ?? 0)
  const versions = Object.fromEntries(settingNames.map((name) => [name, timesOf(name)]))
  const history = [
    ...changes.map((change) => ({ ...change, from: null, measure: null })),
    ...shares.flat(),
    ...lists.map(changeOfList),
  ]
  return {
    settings,
    versions: versions as Record<SettingName, number>,
    history: history.sort((a, b) => b.at.getTime() - a.at.getTime()).slice(0, SHOWN),
  }
}

function changeOf(setting: ShareName) {
  return ({ percent, from, reason, by, at, dated }: ShareChange): SettingChange => ({
    setting,
    value: String(percent),
    from,
    measure: null,
    reason,
    by,
    at,
    dated,
  })
}

function changeOfList({ kpi, list, reason, at, dated, ...by }: CaseListLine): SettingChange {
  return {
    ...{ setting: caseListSetting, measure: kpi, from: null, reason, by: signature(by), at, dated },
    value: list === null ? '' : `${list.label}, ${list.address}`,
  }
}

/** Each share, and the months from which it may be set on a day. */
export async function loadShareSettings(
  db: ReadSource,
  today: string,
): Promise<Record<ShareName, ShareSetting>> {
  const entries = await Promise.all(
    shareNames.map(async (name): Promise<[ShareName, ShareSetting]> => {
      const [changes, months] = await Promise.all([
        loadShareChanges(db, name),
        loadShareMonths(db, name, today),
      ])
      const set = await loadShares(db, name)
      const inForce = shareIn(name, set, monthOf(today))
      return [name, { set, inForce, months, version: changes.length }]
    }),
  )
  return Object.fromEntries(entries) as Record<ShareName, ShareSetting>
}

/** How many months ahead a share may be set. */
const furthest = 24

/** From which months a share may be set on a day. A share that decides verdicts may be set for months without figures, because
 * months with figures keep the share that judged them. A share that decides the month pages open on may be set from that month
 * on. */
export async function loadShareMonths(db: ReadSource, name: ShareName, today: string): Promise<ShareMonths> {
  const month = monthOf(today)
  const first = name === 'left_out_limit' ? await loadFirstUnjudged(db) : await loadOpened(db, today)
  return { first: first ?? month, last: addMonths(month, furthest) }
}

async function loadFirstUnjudged(db: ReadSource): Promise<string | null> {
  const last = await loadLastMonthWithFigures(db)
  return last === null ? null : addMonths(last, 1)
}

async function loadOpened(db: ReadSource, today: string): Promise<string | null> {
  const council = await db
    .selectFrom('council')
    .select('unit_code')
    .where('council_id', '=', councilId)
    .executeTakeFirst()
  return council === undefined ? null : (await loadMonthsOf(db, council.unit_code, today)).latest
}
