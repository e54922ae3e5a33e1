/** The demonstration council: its catalogue, every file it received, and the months of work on its plan. */

import { sql } from 'kysely'
import { londonDay } from '#domain/time/moment.ts'
import { addMonths, monthOf } from '#domain/time/period.ts'
import { councilId } from '#server/db/council-id.ts'
import { type Db, inTransaction, loadingInto, type Trx } from '#server/db/database.ts'
import { serviceAuthorId } from '#server/db/service-author.ts'
import type { IngestFile } from '#server/extracts/ingest.ts'
import type { RecordBaseline } from '#server/extracts/publishing/baseline.ts'
import type { SetCaseList } from '#server/settings/set-case-list.ts'
import { atLondon, firstScorecard, fixedDay } from './demo/calendar.ts'
import { caseLists } from './demo/case-lists.ts'
import { type CommentarySeed, commentary, decisions, looks } from './demo/conversation.ts'
import { demoExtracts } from './demo/extracts.ts'
import { annotations, baselines, evidence, knownIssues } from './demo/plan-evidence.ts'
import { milestonesMet, progress } from './demo/plan-progress.ts'
import { boards, ratings } from './demo/plan-ratings.ts'
import { type DemoSignOff, demoSignOffs } from './demo/sign-offs.ts'
import { loadCatalogue, milestoneId } from './load.ts'
import { releaseDemonstration } from './releases.ts'

export { demoExtracts }

/** Before the first scorecards, so that any later day can be read as it was. */
const catalogueRecordedAt = new Date('2018-11-01T09:00:00Z')

/** What the demonstration's people write through, as everybody does. */
export type DemoWrites = { ingest: IngestFile; setBaseline: RecordBaseline; setCaseList: SetCaseList }

/** Loads the demonstration council into an empty database: first each file through `ingest` and each new baseline through
 * `setBaseline`, on its own day, then the ratings, progress and conversation about the plan. Running it again, or after an
 * interruption, adds only what is missing. Throws if a file is not published or a baseline not set. */
export async function loadDemo(db: Db, { ingest, setBaseline, setCaseList }: DemoWrites): Promise<void> {
  await loadCatalogue(db, catalogueRecordedAt)
  await recordCouncil(db)
  const published = await loadPublished(db)
  const id = await inTransaction(db, (trx) => serviceAuthorId(trx, 'seed'))
  for (const extract of demoExtracts()) {
    if (published.has(extract.filename)) continue
    await recordSignOffs(db, extract.receivedAt)
    await recordBaselines(db, extract.receivedAt, { id, setBaseline })
    const report = await ingest(recordedAt(db, extract.receivedAt), {
      filename: extract.filename,
      mediaType: 'text/csv',
      bytes: [Buffer.from(extract.content)],
      channel: 'seed',
      receivedBy: { id, name: extract.receivedBy },
      now: new Date(extract.receivedAt),
      publish: {
        now: new Date(extract.publishedAt),
        by: { id, name: extract.publishedBy },
        reason: extract.reason,
        acceptWarnings: extract.acceptWarnings,
      },
    })
    if (report.status !== 'published') throw new Error(refusal(extract.filename, report))
  }
  await recordSignOffs(db, null)
  await recordBaselines(db, null, { id, setBaseline })
  await recordCaseLists(db, { id, setCaseList })
  await inTransaction(db, recordLivedInPlan)
  // Thousands of rows arrived at once, so the query planner gets statistics before the first page is read.
  await sql`analyze`.execute(db)
}

/** The database for what was recorded at a moment, and is of its day. */
function recordedAt(db: Db, at: string): Db {
  return loadingInto(db, { moment: () => new Date(at), hasOwnDays: true })
}

/** Names of the seed's files that are already published. A file that has since been restated would become a new extract if it
 * were sent again. */
async function loadPublished(db: Db): Promise<Set<string>> {
  const extracts = await db
    .selectFrom('extract')
    .where('council_id', '=', councilId)
    .where('channel', '=', 'seed')
    .where('status', '=', 'published')
    .select('filename')
    .execute()
  return new Set(extracts.map(({ filename }) => filename))
}

function refusal(filename: string, report: Awaited<ReturnType<IngestFile>>): string {
  const problems = report.problems.map((p) => `row ${p.row}: ${p.code}: ${p.message}`)
  return `${filename} of the demonstration is ${report.status}:\n${problems.join('\n')}`
}

/** Takes the steps of sign-off before a moment, or all of them, so that a later file finds these months signed off. */
async function recordSignOffs(db: Db, before: string | null): Promise<void> {
  const steps = demoSignOffs()
  const rows = steps.flatMap((step, i) => {
    if (before !== null && step.at >= before) return []
    const isSameMonth = (other: DemoSignOff) => other.unit === step.unit && other.period === step.period
    return {
      council_id: councilId,
      unit_code: step.unit,
      period: step.period,
      position: steps.slice(0, i).filter(isSameMonth).length + 1,
      step: step.step,
      taken_by: step.by,
      taken_at: step.at,
      dated: londonDay(step.at),
      note: step.note,
    }
  })
  if (rows.length === 0) return
  await inTransaction(db, async (trx) => {
    const taken_by_id = await serviceAuthorId(trx, 'seed')
    await trx
      .insertInto('scorecard_sign_off')
      .values(rows.map((row) => ({ ...row, taken_by_id })))
      .onConflict((oc) => oc.doNothing())
      .execute()
  })
}

/** Sets the new baselines of before a moment, or all of them, unless they were set already: one that was withdrawn since stays so. */
async function recordBaselines(
  db: Db,
  before: string | null,
  { id, setBaseline }: { id: number; setBaseline: RecordBaseline },
): Promise<void> {
  for (const { unit, kpi, from, reason, action, by, service, at } of baselines) {
    if (before !== null && at >= before) continue
    const set = await db
      .selectFrom('annotation')
      .select('id')
      .where('council_id', '=', councilId)
      .where('kind', '=', 'rebase')
      .where('unit_code', '=', unit)
      .where('kpi_code', '=', kpi)
      .where('period', '=', from)
      .executeTakeFirst()
    if (set !== undefined) continue
    const result = await setBaseline(recordedAt(db, at), {
      ...{ unit, kpi, from, reason, cause: { action }, seen: null, accepted: false, isTrial: false },
      by: { id, name: by, grants: [{ role: 'head_of_service', unit: service }] },
      ...{ release: true, today: at.slice(0, 10) },
    })
    if (result.is !== 'saved')
      throw new Error(
        `The demonstration's baseline of ${kpi} for ${unit} is not set: ${JSON.stringify(result)}`,
      )
  }
}

/** Sets the lists of names in the case system, but for measures of which one was set or taken away already. */
async function recordCaseLists(
  db: Db,
  { id, setCaseList }: { id: number; setCaseList: SetCaseList },
): Promise<void> {
  const held = await db
    .selectFrom('case_list')
    .select('kpi_code')
    .where('council_id', '=', councilId)
    .execute()
  for (const { kpi, address, label, reason, at } of caseLists) {
    if (held.some((line) => line.kpi_code === kpi)) continue
    const outcome = await setCaseList(recordedAt(db, at), {
      ...{
        kpi,
        typed: { address, label, reason },
        isRemoved: false,
        seen: 0,
        isTrial: false,
      },
      by: {
        id,
        name: 'Administrator',
        grants: [{ role: 'administrator', unit: 'RIDGE', audience: 'inside' }],
      },
    })
    if (outcome.is !== 'saved')
      throw new Error(`The demonstration's list of ${kpi} is not set: ${JSON.stringify(outcome)}`)
  }
}

async function recordCouncil(db: Db): Promise<void> {
  await inTransaction(db, (trx) =>
    trx
      .updateTable('council')
      .set({ fixed_day: fixedDay, first_scorecard: firstScorecard, is_demonstration: true })
      .where('council_id', '=', councilId)
      .execute(),
  )
}

/** Records ratings, progress, evidence, conversation, met milestones, annotations and known issues, unless they are already
 * there. */
async function recordLivedInPlan(trx: Trx): Promise<void> {
  await trx.selectFrom('council').select('council_id').forUpdate().execute()
  const lived = await trx.selectFrom('action_rating').select('id').limit(1).executeTakeFirst()
  if (lived !== undefined) return
  const seed = await serviceAuthorId(trx, 'seed')
  await recordRatings(trx, seed)
  await recordProgress(trx, seed)
  await recordEvidence(trx, seed)
  await recordConversation(trx, seed)
  await recordNotes(trx, seed)
  await releaseDemonstration(trx)
}

async function recordRatings(trx: Trx, seed: number): Promise<void> {
  await trx
    .insertInto('action_rating')
    .values(
      ratings.map(([action, board, rating, reason]) => ({
        council_id: councilId,
        action_ref: action,
        rating,
        reason,
        rated_on: boards[board],
        rated_by: 'Improvement board',
        rated_by_id: seed,
        is_demonstration: true,
        recorded_at: atLondon(boards[board], '17:00'),
      })),
    )
    .execute()
  for (const [action, position, day] of milestonesMet) {
    await trx
      .updateTable('milestone')
      .set({ met_on: day })
      .where('council_id', '=', councilId)
      .where('id', '=', milestoneId(action, position))
      .execute()
  }
}

async function recordProgress(trx: Trx, seed: number): Promise<void> {
  await trx
    .insertInto('progress_update')
    .values(
      progress.map(([action, day, by, body]) => ({
        council_id: councilId,
        action_ref: action,
        updated_on: day,
        updated_by: by,
        updated_by_id: seed,
        body,
        is_demonstration: true,
        recorded_at: atLondon(day, '16:00'),
      })),
    )
    .execute()
}

async function recordEvidence(trx: Trx, seed: number): Promise<void> {
  await trx
    .insertInto('evidence')
    .values(
      evidence.map((item) => ({
        council_id: councilId,
        action_ref: item.action,
        dimension: item.dimension,
        statement: item.statement,
        value: item.figure?.value ?? null,
        unit: item.figure?.unit ?? null,
        period: item.figure?.period ?? null,
        as_at: item.figure?.asAt ?? null,
        kpi_code: item.figure?.kpi ?? null,
        source: item.source,
        dated_on: item.day,
        checked_by: item.checkedBy,
        checked_by_id: item.checkedBy === null ? null : seed,
        is_demonstration: true,
        recorded_at: atLondon(item.day, '16:30'),
      })),
    )
    .execute()
}

async function recordConversation(trx: Trx, seed: number): Promise<void> {
  await recordDecisions(trx, seed)
  await recordCommentary(trx, seed)
  await recordLooks(trx)
}

/** Each decision belongs to the month whose scorecard the meeting discussed: the month before the meeting. */
async function recordDecisions(trx: Trx, seed: number): Promise<void> {
  const recorded = await trx
    .insertInto('decision')
    .values(
      decisions.map((decision) => ({
        council_id: councilId,
        unit_code: decision.unit,
        kpi_code: decision.kpi,
        action_ref: decision.action,
        period: decision.unit === null ? null : addMonths(monthOf(decision.day), -1),
        decided_on: decision.day,
        decided_by: decision.by,
        decided_by_id: seed,
        body: decision.body,
        owner_role: decision.owner,
        due_on: decision.due,
        is_demonstration: true,
        recorded_at: atLondon(decision.day, '12:30'),
      })),
    )
    .returning('id')
    .execute()
  await trx
    .insertInto('decision_outcome')
    .values(
      decisions.flatMap(({ came, owner }, i) =>
        came === null
          ? []
          : {
              council_id: councilId,
              decision_id: recorded[i]?.id ?? 0,
              version: 1,
              state: came.state,
              on_day: came.day,
              outcome: came.words,
              by_name: owner,
              by_id: seed,
              by_role: owner,
              is_demonstration: true,
              recorded_at: atLondon(came.day, '12:30'),
            },
      ),
    )
    .execute()
}

async function recordCommentary(trx: Trx, seed: number): Promise<void> {
  await trx
    .insertInto('commentary')
    .values(
      commentary.map((said, i) => ({
        council_id: councilId,
        unit_code: said.unit,
        kpi_code: said.kpi,
        period: said.period,
        version: commentary.slice(0, i + 1).filter(isOfCell(said)).length,
        kind: said.kind,
        body: said.body,
        by_name: said.by,
        by_id: seed,
        by_role: said.role,
        is_demonstration: true,
        recorded_at: atLondon(said.day, '11:00'),
        dated: said.day,
      })),
    )
    .execute()
}

/** Records when people last looked at a page. */
async function recordLooks(trx: Trx): Promise<void> {
  await trx
    .insertInto('look')
    .values(
      looks.map(({ person, place, day }) => ({
        council_id: councilId,
        person,
        place,
        last_at: atLondon(day, '09:00'),
        last_dated: day,
        before_at: null,
        before_dated: null,
      })),
    )
    .execute()
}

function isOfCell({ unit, kpi, period }: CommentarySeed): (other: CommentarySeed) => boolean {
  return (other) => other.unit === unit && other.kpi === kpi && other.period === period
}

async function recordNotes(trx: Trx, seed: number): Promise<void> {
  await trx
    .insertInto('annotation')
    .values(
      annotations.map((note) => ({
        council_id: councilId,
        unit_code: note.unit,
        kpi_code: note.kpi,
        period: note.period,
        kind: 'annotation',
        reason: note.reason,
        recorded_by: note.by,
        recorded_by_id: seed,
        recorded_at: atLondon(note.day, '12:00'),
        dated: note.day,
      })),
    )
    .execute()
  await trx
    .insertInto('known_issue')
    .values(
      knownIssues.map((issue) => ({
        council_id: councilId,
        kpi_code: issue.kpi,
        unit_code: issue.unit,
        valid_from: issue.from,
        valid_to: issue.to,
        note: issue.note,
        recorded_at: atLondon(issue.day, '12:00'),
      })),
    )
    .execute()
}
