/** Puts the catalogue into an empty database. Existing rows stay as they are: a seed is a start and never updates. */

import { sql } from 'kysely'
import { judgementVersion } from '#domain/figures/wholeness.ts'
import { monthOf } from '#domain/time/period.ts'
import { councilId } from '#server/db/council-id.ts'
import { type Db, inTransaction, type Trx } from '#server/db/database.ts'
import { CatalogueError, catalogueFaults, readCatalogue } from './catalogue.ts'
import { releasePublishedPlan } from './releases.ts'
import type { ActionSeed, Catalogue } from './schemas.ts'

/** The month from which the catalogue's definitions, links and tree apply. */
const validFrom = '2015-04'

/** Loads units, returns, KPIs with their definitions and targets, the plan, its links to KPIs, the evidence in the plan, and the
 * benchmarks, in one transaction. Running it again changes nothing. Throws CatalogueError with every fault before anything is
 * written. */
export async function loadCatalogue(
  db: Db,
  now: Date,
  catalogue: Catalogue = readCatalogue(),
): Promise<void> {
  const faults = catalogueFaults(catalogue)
  if (faults.length > 0) throw new CatalogueError(faults)
  await inTransaction(db, async (trx) => {
    // Two processes that start at once would both find the tables empty.
    await sql`select pg_advisory_xact_lock(hashtext('golden thread catalogue'))`.execute(trx)
    await recordUnits(trx, catalogue, now)
    await recordReturns(trx, catalogue)
    await recordKpis(trx, catalogue)
    await recordDefinitions(trx, catalogue, now)
    await recordTargets(trx, catalogue, now)
    await recordRules(trx, catalogue, now)
    await recordPlan(trx, catalogue)
    await recordMilestones(trx, catalogue)
    await recordLinks(trx, catalogue, now)
    await recordStatedEvidence(trx, catalogue, now)
    await releasePublishedPlan(trx, now)
    await recordBenchmarks(trx, catalogue)
  })
}

async function recordUnits(trx: Trx, { units }: Catalogue, now: Date): Promise<void> {
  const council = units.find((unit) => unit.kind === 'council')
  if (council === undefined) throw new CatalogueError(['there is no council'])
  await trx
    .insertInto('council')
    .values({
      council_id: councilId,
      name: council.name,
      unit_code: council.code,
      judged_by: judgementVersion,
    })
    .onConflict((oc) => oc.doNothing())
    .execute()
  await trx
    .insertInto('unit')
    .values(
      units.map((unit, i) => ({
        council_id: councilId,
        code: unit.code,
        kind: unit.kind,
        team_type: unit.team_type === '' ? null : unit.team_type,
        opened: unit.opened,
        closed: unit.closed === '' ? null : unit.closed,
        position: (i + 1) * 10,
      })),
    )
    .onConflict((oc) => oc.doNothing())
    .execute()
  const known = await trx.selectFrom('unit_detail').select('unit_code').execute()
  const details = units
    .filter((unit) => !known.some((row) => row.unit_code === unit.code))
    .map((unit) => ({
      council_id: councilId,
      unit_code: unit.code,
      valid_from: monthOf(unit.opened),
      name: unit.name,
      parent_code: unit.parent === '' ? null : unit.parent,
      recorded_at: now,
    }))
  if (details.length > 0) await trx.insertInto('unit_detail').values(details).execute()
  const successors = units.filter((unit) => unit.successor_of !== '')
  if (successors.length === 0) return
  await trx
    .insertInto('unit_successor')
    .values(
      successors.map((unit) => ({
        council_id: councilId,
        unit_code: unit.code,
        predecessor_code: unit.successor_of,
      })),
    )
    .onConflict((oc) => oc.doNothing())
    .execute()
}

async function recordReturns(trx: Trx, { returns }: Catalogue): Promise<void> {
  await trx
    .insertInto('data_return')
    .values(
      returns.map((r) => ({
        council_id: councilId,
        code: r.code,
        name: r.name,
        owner_role: r.ownerRole,
        source: r.source,
        due_working_day: r.dueWorkingDay,
      })),
    )
    .onConflict((oc) => oc.doNothing())
    .execute()
}

async function recordKpis(trx: Trx, { kpis }: Catalogue): Promise<void> {
  await trx
    .insertInto('kpi')
    .values(
      kpis.map((kpi) => ({
        council_id: councilId,
        code: kpi.code,
        kind: kpi.kind,
        basis: kpi.basis,
        unit: kpi.unit,
        grains: kpi.grains,
        team_types: kpi.teamTypes,
        counted_by: kpi.countedBy,
        return_code: kpi.return,
        subject: kpi.subject,
        core: kpi.core,
        position: kpi.position,
        benchmark: kpi.benchmark,
        shares_base_part: kpi.sharesBase?.part ?? null,
        shares_base: kpi.sharesBase?.base ?? null,
      })),
    )
    .onConflict((oc) => oc.doNothing())
    .execute()
}

async function recordDefinitions(trx: Trx, { kpis }: Catalogue, now: Date): Promise<void> {
  const defined = await trx.selectFrom('kpi_definition').select('kpi_code').execute()
  const definitions = kpis
    .filter((kpi) => !defined.some((row) => row.kpi_code === kpi.code))
    .map((kpi) => ({
      council_id: councilId,
      kpi_code: kpi.code,
      valid_from: validFrom,
      name: kpi.name,
      numerator: kpi.numerator,
      denominator: kpi.denominator,
      clock: kpi.clock,
      good: kpi.good,
      dimension: kpi.dimension,
      minimum: kpi.minimum,
      may_exceed: kpi.mayExceed,
      each_one_counts: kpi.eachOneCounts,
      decimals: kpi.decimals,
      source: kpi.source,
      note: kpi.note,
      recorded_at: now,
    }))
  if (definitions.length > 0) await trx.insertInto('kpi_definition').values(definitions).execute()
}

async function recordTargets(trx: Trx, { kpis }: Catalogue, now: Date): Promise<void> {
  const aimed = await trx.selectFrom('kpi_target').select('kpi_code').execute()
  const targets = kpis
    .filter((kpi) => !aimed.some((row) => row.kpi_code === kpi.code))
    .flatMap((kpi) =>
      kpi.targets.map((target) => ({
        council_id: councilId,
        kpi_code: kpi.code,
        valid_from: target.from,
        valid_to: target.to,
        target: target.target,
        floor: target.floor,
        source: target.source,
        recorded_at: now,
      })),
    )
  if (targets.length > 0) await trx.insertInto('kpi_target').values(targets).execute()
}

/** The rules across measures that are not on record yet. One that comes when figures are published already is compared with them
 * next: `judgeNewRules`. */
async function recordRules(trx: Trx, { rules }: Catalogue, now: Date): Promise<void> {
  const known = await trx.selectFrom('measure_rule').select('code').execute()
  const published = await trx.selectFrom('publication').select('id').limit(1).executeTakeFirst()
  const rows = rules
    .filter((rule) => !known.some(({ code }) => code === rule.code))
    .map(({ code, fires: _, holds: __, ...content }) => ({
      council_id: councilId,
      code,
      valid_from: validFrom,
      content: JSON.stringify(content),
      recorded_at: now,
      judged_at: published === undefined ? now : null,
    }))
  if (rows.length > 0) await trx.insertInto('measure_rule').values(rows).execute()
}

async function recordPlan(trx: Trx, { plan }: Catalogue): Promise<void> {
  await trx
    .insertInto('plan_section')
    .values(
      plan.sections.map((section, i) => ({ council_id: councilId, ...section, position: (i + 1) * 10 })),
    )
    .onConflict((oc) => oc.doNothing())
    .execute()
  await trx
    .insertInto('plan_action')
    .values(
      plan.actions.map((action, i) => ({
        council_id: councilId,
        ref: action.ref,
        section_ref: action.section,
        position: (i + 1) * 10,
        summary: action.summary,
        cadence: action.cadence,
        cadence_source: action.cadenceSource,
        lead_source: action.leadSource,
        timescale_source: action.timescaleSource,
        note: noteOf(action),
      })),
    )
    .onConflict((oc) => oc.doNothing())
    .execute()
  await trx
    .insertInto('action_lead')
    .values(
      plan.actions.flatMap((action) =>
        action.leads.map((role, i) => ({
          council_id: councilId,
          action_ref: action.ref,
          position: i + 1,
          role,
        })),
      ),
    )
    .onConflict((oc) => oc.doNothing())
    .execute()
}

async function recordMilestones(trx: Trx, { plan }: Catalogue): Promise<void> {
  const milestones = plan.actions.flatMap((action) =>
    action.milestones.map((milestone, i) => ({
      ...milestone,
      action: action.ref,
      id: milestoneId(action.ref, i + 1),
      position: i + 1,
    })),
  )
  await trx
    .insertInto('milestone')
    .values(
      milestones.map(({ id, action, position, stage, meaning }) => ({
        council_id: councilId,
        id,
        action_ref: action,
        position,
        stage,
        meaning,
      })),
    )
    .onConflict((oc) => oc.doNothing())
    .execute()
  await trx
    .insertInto('milestone_due')
    .values(
      milestones.flatMap(({ id, due, originalDue, movedBecause }) => {
        const agreed = {
          council_id: councilId,
          milestone_id: id,
          position: 1,
          due: originalDue ?? due,
          reason: null,
        }
        return originalDue === null
          ? [agreed]
          : [agreed, { ...agreed, position: 2, due, reason: movedBecause }]
      }),
    )
    .onConflict((oc) => oc.doNothing())
    .execute()
}

/** `R1.1-m2` is the second milestone of R1.1. */
export function milestoneId(action: string, position: number): string {
  return `${action}-m${position}`
}

/** The plan's own remark, and the word "completed" if the document contains it: as words, not as a rating. */
function noteOf(action: ActionSeed): string | null {
  const stated = action.statedStatus === null ? null : 'The published plan says this is completed.'
  const parts = [stated, action.note].filter((part) => part !== null)
  return parts.length === 0 ? null : parts.join(' ')
}

async function recordLinks(trx: Trx, { kpis }: Catalogue, now: Date): Promise<void> {
  const known = await trx.selectFrom('kpi_action').select(['kpi_code', 'action_ref']).execute()
  const linked = new Set(known.map((row) => `${row.kpi_code} ${row.action_ref}`))
  const links = kpis.flatMap((kpi) =>
    kpi.actions
      .filter((ref) => !linked.has(`${kpi.code} ${ref}`))
      .map((ref) => ({
        council_id: councilId,
        kpi_code: kpi.code,
        action_ref: ref,
        valid_from: validFrom,
        dimension: kpi.dimension,
        expected: kpi.good,
        recorded_at: now,
      })),
  )
  if (links.length > 0) await trx.insertInto('kpi_action').values(links).execute()
}

/** Records the five figures in the published plan on the day they were published, or now if that is later. */
async function recordStatedEvidence(trx: Trx, { plan }: Catalogue, now: Date): Promise<void> {
  const known = await trx.selectFrom('evidence').select(['action_ref', 'statement']).execute()
  const statedAt = new Date(`${plan.statedOn}T12:00:00Z`)
  const items = plan.evidence
    .filter((item) => !known.some((k) => k.action_ref === item.action && k.statement === item.statement))
    .map((item) => ({
      council_id: councilId,
      action_ref: item.action,
      dimension: item.dimension,
      statement: item.statement,
      value: item.value,
      unit: item.unit,
      period: item.period,
      as_at: item.asAt,
      kpi_code: item.kpi,
      source: item.source,
      dated_on: plan.statedOn,
      recorded_at: now > statedAt ? now : statedAt,
    }))
  if (items.length > 0) await trx.insertInto('evidence').values(items).execute()
}

async function recordBenchmarks(trx: Trx, { benchmarks }: Catalogue): Promise<void> {
  await trx
    .insertInto('benchmark')
    .values(benchmarks.map((benchmark) => ({ council_id: councilId, ...benchmark })))
    .onConflict((oc) => oc.doNothing())
    .execute()
}
