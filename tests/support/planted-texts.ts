/** Plants sentences as every kind of text that people write, each with a word of its own by which it is found wherever it goes. */
import { type Insertable, sql } from 'kysely'
import type { TextKind } from '#domain/suppression/released-text.ts'
import { councilId } from '#server/db/council-id.ts'
import type { Db } from '#server/db/database.ts'
import type { DB } from '#server/db/schema.ts'
import { some } from './some.ts'

/** A planted text; `mark` is its own word. `kind` is null for a text that nobody outside is ever given. */
export type Planted = { kind: TextKind | null; mark: string; sentence: string; isHarmless: boolean }

/** The marks in an answer, whatever its format. */
export function marksIn(text: string): Set<string> {
  return new Set(text.toLowerCase().match(/zq[a-j]{4}q/g) ?? [])
}

/** The action, the units and the measures on whose pages the texts stand. */
export const place = {
  action: 'R6.1',
  unit: 'HPC',
  closed: 'HP-C',
  signedOff: { unit: 'HP-S2', period: '2019-03' },
  period: '2019-04',
  kpis: ['AS01', 'LC01'],
} as const

const at = new Date('2019-06-05T12:00:00Z')
const day = '2019-06-05'
const by = { by_name: 'A. Writer', by_role: 'Head of service, Help, Protection and Court', recorded_at: at }

type Said = { mark: string; text: string }

/** Plants these sentences once for each kind of text, as the owner of the tables. */
export async function plantTexts(
  db: Db,
  {
    telling,
    harmless,
  }: { telling: (kind: number) => readonly string[]; harmless: (kind: number) => readonly string[] },
): Promise<Planted[]> {
  const planted: Planted[] = []
  const said = (kind: TextKind | null, sentence: string, isHarmless: boolean): Said => {
    const mark = `zq${letters(planted.length)}q`
    planted.push({ kind, mark, sentence, isHarmless })
    return { mark, text: `${mark}: ${sentence}` }
  }
  for (const [i, [kind, plant]] of Object.entries(plants).entries()) {
    const all = [
      ...telling(i).map((sentence) => said(kind as TextKind, sentence, false)),
      ...harmless(i).map((sentence) => said(kind as TextKind, sentence, true)),
    ]
    const left = await plant(db, some(all))
    for (const { mark } of left)
      planted.splice(
        planted.findIndex((text) => text.mark === mark),
        1,
        unplanted,
      )
  }
  const [first] = telling(0)
  for (const plant of nowhere) await plant(db, said(null, first ?? 'Both were seen', false))
  return planted.filter((text) => text !== unplanted)
}

const unplanted: Planted = { kind: null, mark: '', sentence: '', isHarmless: true }

/** The number in four letters. */
function letters(number: number): string {
  return String(number)
    .padStart(4, '0')
    .replaceAll(/\d/g, (digit) => 'abcdefghij'[Number(digit)] ?? '')
}

/** How texts of each kind are planted. Each returns those for which there is no room. */
const plants: Record<TextKind, (db: Db, texts: readonly Said[]) => Promise<readonly Said[]>> = {
  commentary: async (db, texts) => {
    const kpis = await db.selectFrom('kpi').select('code').orderBy('code').execute()
    const cells = [place.unit, 'RIDGE', 'FD', 'CICS', 'FAP', 'EHY', 'QSP'].flatMap((unit) =>
      kpis.map(({ code }) => ({ unit, kpi: code })),
    )
    const rows = texts.flatMap(({ text }, i) => {
      const cell = cells[i]
      if (cell === undefined) return []
      const on = { unit_code: cell.unit, kpi_code: cell.kpi, period: place.period, version: 1 }
      return { council_id: councilId, ...on, kind: 'text', body: text, ...by }
    })
    await db.insertInto('commentary').values(rows).execute()
    return texts.slice(cells.length)
  },
  decision: async (db, texts) => {
    await db
      .insertInto('decision')
      .values(texts.map(({ text }) => decision(text)))
      .execute()
    return []
  },
  outcome: async (db, texts) => {
    const made = await db
      .insertInto('decision')
      .values(texts.map(() => decision('Agreed.')))
      .returning('id')
      .execute()
    const rows = made.map(({ id }, i) => ({
      ...{ council_id: councilId, decision_id: id, version: 1, state: 'done', on_day: day },
      ...{ outcome: texts[i]?.text ?? '', ...by },
    }))
    await db.insertInto('decision_outcome').values(rows).execute()
    return []
  },
  progress: async (db, texts) => {
    const on = { council_id: councilId, action_ref: place.action, updated_on: day, updated_by: 'A. Lead' }
    const rows = texts.map(({ text }) => ({ ...on, body: text, recorded_at: at }))
    await db.insertInto('progress_update').values(rows).execute()
    return []
  },
  evidence: async (db, texts) => {
    const on = { council_id: councilId, action_ref: place.action, dimension: 'quality', kpi_code: 'LC01' }
    const rows = texts.map(({ text }, i) => ({
      // The source is part of the text.
      ...(i % 2 === 0
        ? { statement: text, source: 'Audit' }
        : { statement: 'It was looked at', source: text }),
      ...{ ...on, value: 4, unit: 'children', dated_on: day, recorded_at: at },
    }))
    await db.insertInto('evidence').values(rows).execute()
    return []
  },
  rating: async (db, texts) => {
    const on = { council_id: councilId, action_ref: place.action, rating: 'on_track', rated_on: day }
    const rows = texts.map(({ text }) => ({ ...on, reason: text, rated_by: 'A. Lead', recorded_at: at }))
    await db.insertInto('action_rating').values(rows).execute()
    return []
  },
  milestone: async (db, texts) => {
    const milestone = (i: number) => ({ council_id: councilId, id: `${place.action}-p${i}` })
    const steps = { action_ref: place.action, stage: 'outcome', meaning: 'better outcomes' }
    await db
      .insertInto('milestone')
      .values(texts.map((_, i) => ({ ...milestone(i), ...steps, position: 100 + i })))
      .execute()
    const due = texts.flatMap(({ text }, i) => {
      const { council_id, id: milestone_id } = milestone(i)
      const move = { council_id, milestone_id, recorded_on: day }
      return [
        { ...move, position: 1, due: '2019-09', reason: null },
        { ...move, position: 2, due: '2019-12', reason: text },
      ]
    })
    await db.insertInto('milestone_due').values(due).execute()
    return []
  },
  annotation: async (db, texts) => {
    const rows = texts.map(({ text }, i) => ({
      ...{ council_id: councilId, unit_code: null, kpi_code: place.kpis[i % place.kpis.length] ?? null },
      ...{ period: `2018-${String((i % 12) + 1).padStart(2, '0')}`, kind: 'annotation' },
      ...{ reason: text, recorded_by: 'Data team', recorded_at: at },
    }))
    await db.insertInto('annotation').values(rows).execute()
    return []
  },
  known_issue: async (db, texts) => {
    const rows = texts.map(({ text }, i) => ({
      ...{ council_id: councilId, kpi_code: place.kpis[i % place.kpis.length] ?? '', unit_code: null },
      ...{ valid_from: place.period, valid_to: null, note: text, recorded_at: at },
    }))
    await db.insertInto('known_issue').values(rows).execute()
    return []
  },
  publication: async (db, texts) => {
    const rows = await db.selectFrom('publication').select('id').orderBy('id', 'desc').execute()
    for (const [i, { id }] of rows.entries()) {
      const text = texts[i]?.text
      if (text !== undefined)
        await db.updateTable('publication').set({ reason: text }).where('id', '=', id).execute()
    }
    return texts.slice(rows.length)
  },
  sign_off: async (db, texts) => {
    const { unit, period } = place.signedOff
    const rows = texts.map(({ text }, i) => ({
      ...{ council_id: councilId, unit_code: unit, period, position: 100 + i },
      ...{ step: 'submitted', taken_by: 'Team manager', taken_at: at, note: text },
    }))
    await db.insertInto('scorecard_sign_off').values(rows).execute()
    return []
  },
  succession: async (db, texts) => {
    const rows = texts.map(({ text }, i) => ({
      ...{ council_id: councilId, unit_code: place.closed, version: 100 + i, successor_code: 'HP-C1' },
      ...{ from_day: day, reason: text, by_name: 'Administrator', recorded_at: at },
    }))
    await db.insertInto('succession').values(rows).execute()
    return []
  },
}

function decision(body: string): Insertable<DB['decision']> {
  return {
    ...{ council_id: councilId, unit_code: place.unit, kpi_code: 'CP04', action_ref: place.action },
    ...{ period: place.period, decided_on: day, decided_by: 'A. Writer', by_role: by.by_role },
    ...{ body, owner_role: 'Team manager, HP-S1', recorded_at: at },
  }
}

/** What people write of returns, files and settings, which no page gives outside: there is nothing of it to release. */
const nowhere: readonly ((db: Db, said: Said) => Promise<unknown>)[] = [
  async (db, { text }) => {
    const { code } = await db.selectFrom('data_return').select('code').limit(1).executeTakeFirstOrThrow()
    return db
      .insertInto('return_absence')
      .values({
        ...{ council_id: councilId, return_code: code, period: place.period, unit_code: place.unit },
        ...{ version: 1, is_absent: true, reason: text, ...by },
      })
      .execute()
  },
  (db, { text }) => sql`update measurement set note = ${text} where period = ${place.period}`.execute(db),
  (db, { text }) => sql`update measurement set reason = ${text} where reason is not null`.execute(db),
  (db, { text }) => sql`update extract set reason = ${text}, decision_note = ${text}`.execute(db),
  (db, { mark }) => sql`update extract set filename = ${mark} || '-' || id || '.csv'`.execute(db),
  (db, { text }) => sql`update extract_row set note = ${text} where period = ${place.period}`.execute(db),
  (db, { mark, text }) =>
    db
      .insertInto('case_list')
      .values({
        ...{ council_id: councilId, kpi_code: place.kpis[0], version: 9, label: mark, reason: text, ...by },
        address: `https://cases.ridgeshire.example/${mark}`,
      })
      .execute(),
  (db, { text }) =>
    db
      .insertInto('setting_change')
      .values({
        ...{ council_id: councilId, setting: 'short_name', value: 'Ridgeshire', changed_by: 'Administrator' },
        ...{ changed_at: at, reason: text },
      })
      .execute(),
]
