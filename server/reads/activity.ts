/** The activity record: who did what, newest first. */
import { sql } from 'kysely'
import { activityKinds } from '#domain/council/activity-kinds.ts'
import { councilId } from '../db/council-id.ts'
import type { ReadSource } from '../db/database.ts'
import { deedWords, originWords, subjectWords } from './activity-words.ts'

export type ActivityLine = {
  id: number
  at: Date
  who: { kind: string; id: number | null; name: string }
  /** The kind of deed, and its words after the name. */
  what: string
  deed: string
  /** The code of the unit that it was about. */
  unit: string | null
  /** What it was about, as it is kept and in words. */
  on: string | null
  about: string | null
  times: number
  channel: string | null
  network: string | null
  origin: string
  why: string | null
}

export type ActivityQuestion = {
  /** The author, or `unknown` for people whom nobody knows. */
  who: number | 'unknown' | null
  what: string | null
  unit: string | null
  /** The first and the last day in London, `YYYY-MM-DD`. */
  from: string | null
  to: string | null
  /** Only lines before this one. */
  before: number | null
  limit: number
}

/** The lines that fit, newest first, at most `limit`; `next` is the line to go on before, null at the end. */
export async function loadActivity(
  db: ReadSource,
  { who, what, unit, from, to, before, limit }: ActivityQuestion,
): Promise<{ lines: ActivityLine[]; next: number | null }> {
  const rows = await db
    .selectFrom('activity')
    .selectAll()
    .where('council_id', '=', councilId)
    .$if(before !== null, (q) => q.where('id', '<', before))
    .$if(typeof who === 'number', (q) => q.where('author_id', '=', Number(who)))
    .$if(who === 'unknown', (q) => q.where('author_id', 'is', null))
    .$if(what !== null, (q) => q.where('kind', '=', what ?? ''))
    .$if(unit !== null, (q) => q.where('unit_code', '=', unit))
    .$if(from !== null, (q) => q.where('recorded_at', '>=', startOfDay(from ?? '', 0)))
    .$if(to !== null, (q) => q.where('recorded_at', '<', startOfDay(to ?? '', 1)))
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  const shown = rows.slice(0, limit)
  const people = await loadNames(
    db,
    shown.map(({ subject }) => subject),
  )
  return {
    lines: shown.map((row) => ({
      id: row.id,
      at: row.recorded_at,
      who: { kind: row.author_kind, id: row.author_id, name: row.author_name },
      ...{ what: row.kind, deed: deedWords(row.kind), unit: row.unit_code },
      ...{ on: row.subject, about: subjectWords(row.subject, people), times: row.times },
      ...{ channel: row.channel, network: row.network, origin: originWords(row.channel, row.network) },
      why: row.reason,
    })),
    next: rows.length > limit ? (shown.at(-1)?.id ?? null) : null,
  }
}

/** The beginning in London of a day, or of one so many days after it. */
function startOfDay(day: string, later: number) {
  return sql<Date>`((${day}::date + ${later}::integer)::timestamp at time zone 'Europe/London')`
}

/** The present names of the people that lines are about. */
async function loadNames(db: ReadSource, subjects: readonly (string | null)[]): Promise<Map<number, string>> {
  const ids = subjects.flatMap((subject) => {
    const [, id] = /\bperson ([0-9]+)$/.exec(subject ?? '') ?? []
    return id === undefined ? [] : [Number(id)]
  })
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('person_line')
    .distinctOn('person_id')
    .select(['person_id', 'name'])
    .where('council_id', '=', councilId)
    .where('person_id', 'in', [...new Set(ids)])
    .orderBy('person_id')
    .orderBy('version', 'desc')
    .execute()
  return new Map(rows.map(({ person_id, name }) => [person_id, name]))
}

/** The digest of the last day that was closed; null before the first. */
export async function loadLatestDigest(
  db: ReadSource,
): Promise<{ day: string; lines: number; sha256: string } | null> {
  const row = await db
    .selectFrom('activity_digest')
    .where('council_id', '=', councilId)
    .orderBy('day', 'desc')
    .limit(1)
    .select(['day', 'lines', 'sha256'])
    .executeTakeFirst()
  return row ?? null
}

/** For how many months lines are kept. */
export type Retention = {
  /** As it is set. */
  months: number
  version: number
  /** As it holds now: a shorter time counts 30 days after it was set. */
  keptFor: number
  /** From when on a shorter time that was set counts; null if none waits. */
  shorterFrom: Date | null
}

/** For how many months lines are kept, as it is set and as it holds. */
export async function loadRetention(db: ReadSource): Promise<Retention> {
  const [set, held] = await Promise.all([
    db
      .selectFrom('activity_retention')
      .where('council_id', '=', councilId)
      .orderBy('version', 'desc')
      .limit(1)
      .select(['months', 'version'])
      .select(sql<Date>`recorded_at + interval '30 days'`.as('countsFrom'))
      .executeTakeFirst(),
    db
      .selectFrom(sql<{ months: number }>`(select activity_months_kept(${councilId}) as months)`.as('held'))
      .select('months')
      .executeTakeFirstOrThrow(),
  ])
  const months = set?.months ?? held.months
  return {
    ...{ months, version: set?.version ?? 0, keptFor: held.months },
    shorterFrom: set !== undefined && months < held.months ? set.countsFrom : null,
  }
}

/** What lines can be chosen by: everybody of whom there is one, by the name of their latest, and every kind of deed. */
export type ActivityChoices = {
  authors: { id: number | null; kind: string; name: string }[]
  kinds: { kind: string; deed: string }[]
}

/** Both in order of their words. */
export async function loadActivityChoices(db: ReadSource): Promise<ActivityChoices> {
  const rows = await db
    .selectFrom('activity')
    .distinctOn(['author_id', 'author_kind'])
    .select(['author_id as id', 'author_kind as kind', 'author_name as name'])
    .where('council_id', '=', councilId)
    .orderBy('author_id')
    .orderBy('author_kind')
    .orderBy('activity.id', 'desc')
    .execute()
  const kinds = Object.entries(activityKinds).map(([kind, deed]) => ({ kind, deed }))
  return {
    authors: rows.toSorted((a, b) => a.name.localeCompare(b.name, 'en')),
    kinds: kinds.toSorted((a, b) => a.deed.localeCompare(b.deed, 'en')),
  }
}
