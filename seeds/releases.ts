/** Which texts of the plan and of the demonstration may be read outside the service. */
import { createHash } from 'node:crypto'
import type { TextKind } from '#domain/suppression/released-text.ts'
import { londonDay } from '#domain/time/moment.ts'
import { councilId } from '#server/db/council-id.ts'
import type { Trx } from '#server/db/database.ts'
import { serviceAuthorId } from '#server/db/service-author.ts'

type SeedText = { id: string; text: string; by: string; role: string; at: Date | string }

/** Releases what the published plan itself says: its evidence, and why it moved a milestone. It is public. */
export async function releasePublishedPlan(trx: Trx, now: Date): Promise<void> {
  const plan = { by: 'The published plan', role: '' }
  const evidence = await trx
    .selectFrom('evidence')
    .select(['id', 'statement', 'source', 'recorded_at as at'])
    .where('is_demonstration', '=', false)
    .execute()
  await release(
    trx,
    'evidence',
    evidence.map(({ id, statement, source, at }) => ({
      ...{ id: String(id), text: `${statement}\n${source}`, at },
      ...plan,
    })),
  )
  const moves = await trx
    .selectFrom('milestone_due')
    .select(['milestone_id', 'position', 'reason'])
    .where('reason', 'is not', null)
    .execute()
  await release(
    trx,
    'milestone',
    moves.map((m) => ({
      ...{ id: `${m.milestone_id}/${m.position}`, text: m.reason ?? '', at: now },
      ...plan,
    })),
  )
}

const lead = { by: 'Improvement programme lead', role: 'plan_lead' }
const dataTeam = { by: 'Data team', role: 'data_team' }

/** How the texts begin that the demonstration's people keep inside the service, because they count children or workers by their
 * smallest numbers. */
export const keptInside = [
  'Two social workers left in February',
  'Agency staff hold the two posts',
  'One agency worker left on 10 May',
  'Advertise the two posts',
  'Move four children’s cases',
  'The agency could not hold one of them',
  '96 children’s cases',
  'Three children at risk were found',
  'Six actions were closed this week',
  '25 children on 26 March',
  'Five of the 11 children longest at home',
] as const

/** Releases the demonstration's texts, as its people do: each on the day it was written, by the head of the service, the programme
 * lead or the data team. */
export async function releaseDemonstration(trx: Trx): Promise<void> {
  await releaseConversation(trx)
  await releaseLivedInPlan(trx)
  await releaseRecord(trx)
}

async function releaseConversation(trx: Trx): Promise<void> {
  const [commentary, decisions, outcomes] = await Promise.all([
    trx.selectFrom('commentary').selectAll().where('is_demonstration', '=', true).execute(),
    trx.selectFrom('decision').selectAll().where('is_demonstration', '=', true).execute(),
    trx
      .selectFrom('decision_outcome')
      .selectAll()
      .where('is_demonstration', '=', true)
      .where('outcome', 'is not', null)
      .execute(),
  ])
  // What a board agrees is released by the programme lead, because the board itself writes nothing.
  const releasing = (by: string) => (by === 'Improvement board' ? lead : { by, role: by })
  await releaseAllowed(
    trx,
    'commentary',
    commentary.map((c) => ({
      ...{ id: `${c.unit_code}/${c.kpi_code}/${c.period}/${c.version}`, text: c.body, at: c.recorded_at },
      ...{ by: c.by_name, role: c.by_role },
    })),
  )
  await releaseAllowed(
    trx,
    'decision',
    decisions.map((d) => ({
      ...{ id: String(d.id), text: `${d.body}\n${d.owner_role}`, at: d.recorded_at },
      ...releasing(d.decided_by),
    })),
  )
  await releaseAllowed(
    trx,
    'outcome',
    outcomes.map((o) => ({
      ...{ id: `${o.decision_id}/${o.version}`, text: o.outcome ?? '', at: o.recorded_at },
      ...releasing(decisions.find((d) => d.id === o.decision_id)?.decided_by ?? lead.by),
    })),
  )
}

async function releaseLivedInPlan(trx: Trx): Promise<void> {
  const [ratings, progress, evidence] = await Promise.all([
    trx.selectFrom('action_rating').selectAll().where('is_demonstration', '=', true).execute(),
    trx.selectFrom('progress_update').selectAll().where('is_demonstration', '=', true).execute(),
    trx.selectFrom('evidence').selectAll().where('is_demonstration', '=', true).execute(),
  ])
  await releaseAllowed(
    trx,
    'rating',
    ratings.map((r) => ({ id: String(r.id), text: r.reason, at: r.recorded_at, ...lead })),
  )
  await releaseAllowed(
    trx,
    'progress',
    progress.map((p) => ({ id: String(p.id), text: p.body, at: p.recorded_at, ...lead })),
  )
  await releaseAllowed(
    trx,
    'evidence',
    evidence.map((e) => ({
      ...{ id: String(e.id), text: `${e.statement}\n${e.source}`, at: e.recorded_at },
      ...lead,
    })),
  )
}

/** Notes on charts, known issues, and why figures were restated. */
async function releaseRecord(trx: Trx): Promise<void> {
  const [annotations, issues, publications] = await Promise.all([
    trx.selectFrom('annotation').selectAll().execute(),
    trx.selectFrom('known_issue').selectAll().execute(),
    trx.selectFrom('publication').selectAll().where('reason', 'is not', null).execute(),
  ])
  await releaseAllowed(
    trx,
    'annotation',
    annotations.map((a) => ({ id: String(a.id), text: a.reason, at: a.recorded_at, ...dataTeam })),
  )
  await releaseAllowed(
    trx,
    'known_issue',
    issues.map((i) => ({ id: String(i.id), text: i.note, at: i.recorded_at, ...dataTeam })),
  )
  await releaseAllowed(
    trx,
    'publication',
    publications.map((p) => ({ id: String(p.id), text: p.reason ?? '', at: p.published_at, ...dataTeam })),
  )
}

async function releaseAllowed(trx: Trx, kind: TextKind, texts: readonly SeedText[]): Promise<void> {
  await release(
    trx,
    kind,
    texts.filter(({ text }) => !keptInside.some((beginning) => text.startsWith(beginning))),
  )
}

async function release(trx: Trx, kind: TextKind, texts: readonly SeedText[]): Promise<void> {
  if (texts.length === 0) return
  const by_id = await serviceAuthorId(trx, 'seed')
  await trx
    .insertInto('text_release')
    .values(
      texts.map(({ id, text, by, role, at }) => ({
        council_id: councilId,
        kind,
        text_id: id,
        version: 1,
        is_released: true,
        text_sha256: createHash('sha256').update(text).digest('hex'),
        by_name: by,
        by_id,
        by_role: role,
        recorded_at: at,
        dated: londonDay(new Date(at).toISOString()),
      })),
    )
    .onConflict((oc) => oc.doNothing())
    .execute()
}
