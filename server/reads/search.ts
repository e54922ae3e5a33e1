/** Searches the plan and its record, decisions, and received files. Teams and measures are few and are searched as they are
 * read. */

import { sql } from 'kysely'
import { compareRefs } from '#domain/plan/plan.ts'
import type { TextRelease } from '#domain/suppression/released-text.ts'
import { asOf } from '../db/as-of.ts'
import { councilId } from '../db/council-id.ts'
import type { ReadSource } from '../db/database.ts'
import { loadTextReader } from '../record/text-releases.ts'
import { loadDecisions } from './links.ts'
import { loadPlanRecords } from './plan-records.ts'

export type SearchedAction = { ref: string; summary: string; section: string }

/** Every action of the plan with the title of its part, in the order of references. */
export async function loadSearchedActions(db: ReadSource): Promise<SearchedAction[]> {
  const rows = await db
    .selectFrom('plan_action as a')
    .innerJoin('plan_section as s', (j) =>
      j.onRef('s.council_id', '=', 'a.council_id').onRef('s.ref', '=', 'a.section_ref'),
    )
    .select(['a.ref', 'a.summary', 's.title as section'])
    .where('a.council_id', '=', councilId)
    .execute()
  return rows.sort((a, b) => compareRefs(a.ref, b.ref))
}

/** The kind of record that a text belongs to. */
export type PlanRecordKind = 'progress' | 'evidence' | 'milestone' | 'rating'

export type FoundPlanRecord = {
  kind: PlanRecordKind
  ref: string
  text: string
  /** The day of the record; null for a milestone, and for evidence whose source has no date. */
  datedOn: string | null
  by: string | null
}

/** Progress, evidence, milestones and reasons for ratings, known on a day, that contain every word; the latest first. An outside
 * audience searches only the texts that are released, for the reason at `loadFoundDecisions`. */
export async function loadFoundPlanRecords(
  db: ReadSource,
  { words, day, limit }: { words: readonly string[]; day: string; limit: number },
): Promise<FoundPlanRecord[]> {
  if (words.length === 0) return []
  if (db.audience === 'outside') return loadReleasedPlanRecords(db, { words, day, limit })
  const nothing = sql<string | null>`null`
  const kindOf = (kind: PlanRecordKind) => sql.val<PlanRecordKind>(kind).as('kind')
  const records = db
    .selectFrom('progress_update')
    .select([
      kindOf('progress'),
      'council_id',
      'action_ref as ref',
      'body as text',
      // Returned with their null, because other records have no day or author.
      sql<string | null>`updated_on`.as('datedOn'),
      sql<string | null>`updated_by`.as('by'),
    ])
    .where(asOf(day, 'updated_on'))
    .unionAll(
      db
        .selectFrom('evidence')
        .select([
          kindOf('evidence'),
          'council_id',
          'action_ref as ref',
          'statement as text',
          'dated_on as datedOn',
          sql<string | null>`source`.as('by'),
        ]),
    )
    .unionAll(
      db
        .selectFrom('milestone')
        .select([
          kindOf('milestone'),
          'council_id',
          'action_ref as ref',
          'meaning as text',
          nothing.as('datedOn'),
          nothing.as('by'),
        ]),
    )
    .unionAll(
      db
        .selectFrom('action_rating')
        .select([
          kindOf('rating'),
          'council_id',
          'action_ref as ref',
          'reason as text',
          sql<string | null>`rated_on`.as('datedOn'),
          sql<string | null>`rated_by`.as('by'),
        ])
        .where(asOf(day, 'rated_on')),
    )
  return db
    .selectFrom(records.as('record'))
    .select(['kind', 'ref', 'text', 'datedOn', 'by'])
    .where('council_id', '=', councilId)
    .where((e) =>
      e.and(
        words.map((word) => sql<boolean>`concat_ws(' ', text, record.by) ilike ${sql.val(patternOf(word))}`),
      ),
    )
    .orderBy('datedOn', (order) => order.desc().nullsLast())
    .orderBy('ref')
    .orderBy('text')
    .limit(limit)
    .execute()
}

export type FoundDecision = {
  id: number
  unit: string | null
  action: string | null
  body: string
  ownerRole: string
  decidedOn: string
}

/** Decisions made by a day, of these units or of none, whose words, owner or outcome contain every word; the latest first. An
 * outside audience searches only the texts that are released, because whether a search finds a word would reveal hidden text. */
export async function loadFoundDecisions(
  db: ReadSource,
  {
    words,
    units,
    day,
    limit,
  }: { words: readonly string[]; units: readonly string[]; day: string; limit: number },
): Promise<FoundDecision[]> {
  if (words.length === 0) return []
  if (db.audience === 'outside') return loadReleasedDecisions(db, { words, units, day, limit })
  return db
    .selectFrom('decision as d')
    .select([
      'd.id',
      'd.unit_code as unit',
      'd.action_ref as action',
      'd.body',
      'd.owner_role as ownerRole',
      'd.decided_on as decidedOn',
    ])
    .where('d.council_id', '=', councilId)
    .where(asOf(day, 'd.decided_on'))
    .where((e) => e.or([e('d.unit_code', 'is', null), e('d.unit_code', 'in', ['', ...units])]))
    .where((e) =>
      e.and(
        words.map((word) => {
          const like = sql.val(patternOf(word))
          return sql<boolean>`(d.body ilike ${like} or d.owner_role ilike ${like} or exists (
            select from decision_outcome o where o.council_id = d.council_id and o.decision_id = d.id
              and o.outcome ilike ${like}))`
        }),
      ),
    )
    .orderBy('d.decided_on', 'desc')
    .orderBy('d.id', 'desc')
    .limit(limit)
    .execute()
}

export type FoundBaseline = {
  id: number
  unit: string
  kpi: string
  from: string
  reason: string
  by: string
  isWithdrawn: boolean
}

/** Baselines of these units' series whose reason contains every word, the latest first. An outside audience searches only the reasons
 * that are released, for the reason at `loadFoundDecisions`. */
export async function loadFoundBaselines(
  db: ReadSource,
  { words, units, limit }: { words: readonly string[]; units: readonly string[]; limit: number },
): Promise<FoundBaseline[]> {
  if (words.length === 0) return []
  const [rows, read] = await Promise.all([
    db
      .selectFrom('annotation as a')
      .leftJoin('annotation_withdrawal as w', (j) =>
        j.onRef('w.council_id', '=', 'a.council_id').onRef('w.annotation_id', '=', 'a.id'),
      )
      .select(['a.id', 'a.unit_code as unit', 'a.kpi_code as kpi', 'a.period as from', 'a.reason'])
      .select(['a.recorded_by as by', 'w.recorded_at as withdrawnAt'])
      .where('a.council_id', '=', councilId)
      .where('a.kind', '=', 'rebase')
      .where('a.unit_code', 'in', ['', ...units])
      .orderBy('a.recorded_at', 'desc')
      .orderBy('a.id', 'desc')
      .execute(),
    loadTextReader(db, ['annotation']),
  ])
  return rows
    .filter(({ id, reason }) => {
      const isReadable = db.audience !== 'outside' || read('annotation', id, reason).release.released !== null
      return isReadable && holdsAll(reason, words)
    })
    .slice(0, limit)
    .map(({ id, unit, kpi, from, reason, by, withdrawnAt }) => ({
      ...{ id, unit: unit ?? '', kpi: kpi ?? '', from, reason, by },
      isWithdrawn: withdrawnAt !== null,
    }))
}

export type FoundExtract = {
  id: number
  filename: string
  status: string
  receivedAt: Date
  receivedBy: string
}

/** Extracts whose number is the single word, or whose file name and sender contain every word; the latest first. */
export async function loadFoundExtracts(
  db: ReadSource,
  { words, limit }: { words: readonly string[]; limit: number },
): Promise<FoundExtract[]> {
  if (db.audience === 'outside' || words.length === 0) return []
  return db
    .selectFrom('extract')
    .select(['id', 'filename', 'status', 'received_at as receivedAt', 'received_by as receivedBy'])
    .where('council_id', '=', councilId)
    .where((e) =>
      e.or([
        e(sql<string>`id::text`, '=', words.length === 1 ? (words[0] ?? '') : ''),
        e.and(
          words.map((word) => {
            const like = sql.val(patternOf(word))
            return sql<boolean>`(filename ilike ${like} or received_by ilike ${like})`
          }),
        ),
      ]),
    )
    .orderBy('received_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
}

/** What of the plan's record is released, and what the published plan says, with every word in it. */
async function loadReleasedPlanRecords(
  db: ReadSource,
  { words, day, limit }: { words: readonly string[]; day: string; limit: number },
): Promise<FoundPlanRecord[]> {
  const { progress, evidence, ratings, milestones } = await loadPlanRecords(db, day)
  const found = <Row>(
    rows: ReadonlyMap<string, readonly Row[]>,
    of: (row: Row) => Omit<FoundPlanRecord, 'ref'>,
  ) => [...rows].flatMap(([ref, own]) => own.map((row) => ({ ...of(row), ref })))
  const isReleased = ({ release }: { release: TextRelease }) => release.released !== null
  const released = <Row extends { release: TextRelease }>(rows: ReadonlyMap<string, readonly Row[]>) =>
    new Map([...rows].map(([ref, own]) => [ref, own.filter(isReleased)]))
  return [
    ...found(released(progress), (p) => ({
      ...{ kind: 'progress' as const, text: p.body, datedOn: p.updatedOn, by: p.updatedBy },
    })),
    ...found(released(evidence), (e) => ({
      ...{ kind: 'evidence' as const, text: e.statement, datedOn: e.datedOn, by: e.source },
    })),
    ...found(released(ratings), (r) => ({
      ...{ kind: 'rating' as const, text: r.reason, datedOn: r.ratedOn, by: r.ratedBy },
    })),
    ...found(milestones, (m) => ({ kind: 'milestone' as const, text: m.meaning, datedOn: null, by: null })),
  ]
    .filter(({ text, by }) => holdsAll(`${text} ${by ?? ''}`, words))
    .sort((a, b) => compareFound(a, b))
    .slice(0, limit)
}

/** The latest first, as the database orders them. */
function compareFound(a: FoundPlanRecord, b: FoundPlanRecord): number {
  if (a.datedOn !== b.datedOn) return (a.datedOn ?? '') < (b.datedOn ?? '') ? 1 : -1
  return compareRefs(a.ref, b.ref)
}

/** Decisions whose released texts contain every word. */
async function loadReleasedDecisions(
  db: ReadSource,
  {
    words,
    units,
    day,
    limit,
  }: { words: readonly string[]; units: readonly string[]; day: string; limit: number },
): Promise<FoundDecision[]> {
  return (await loadDecisions(db, day))
    .filter(({ unit }) => unit === null || units.includes(unit))
    .filter(({ body, ownerRole, release, outcome, outcomeRelease }) => {
      const own = release.released === null ? '' : `${body} ${ownerRole}`
      return holdsAll(outcomeRelease?.released == null ? own : `${own} ${outcome}`, words)
    })
    .slice(0, limit)
    .map(({ id, unit, action, body, ownerRole, decidedOn }) => ({
      ...{ id, unit, action, body, ownerRole, decidedOn },
    }))
}

/** True if a text contains every word, whatever its case and apostrophes. */
function holdsAll(text: string, words: readonly string[]): boolean {
  const plain = (of: string) => of.toLowerCase().replaceAll('’', "'")
  return words.every((word) => plain(text).includes(plain(word)))
}

/** Matches a word anywhere, without wildcards, except that an apostrophe matches both its straight and its curly form. */
function patternOf(word: string): string {
  return `%${word.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`).replaceAll("'", '_')}%`
}
