/** A register far larger than any council's, needed for a million rows. */

import { sql } from 'kysely'
import { addMonths } from '#domain/time/period.ts'
import { councilId } from '#server/db/council-id.ts'
import { type Db, inTransaction } from '#server/db/database.ts'
import { loadCatalogue } from '../../seeds/load.ts'

const recordedAt = new Date('2023-01-03T09:00:00Z')
const teamType = 'BIG'

export type BigRegister = { teams: readonly string[]; kpis: readonly string[]; months: readonly string[] }

/** Loads the catalogue into an empty database and makes it a register of 2,400 teams in twelve services, which all carry the
 * same 35 monthly KPIs. The months are the twelve of 2024 unless given. */
export async function recordBigRegister(db: Db, size = { teams: 2400, kpis: 35 }): Promise<BigRegister> {
  await loadCatalogue(db, recordedAt)
  const services = Array.from({ length: 12 }, (_, i) => `BIG-S${i + 1}`)
  const teams = Array.from({ length: size.teams }, (_, i) => `BIG-T${String(i + 1).padStart(4, '0')}`)
  const kpis = await db
    .selectFrom('kpi')
    .select('code')
    .where('kind', 'in', ['ratio', 'count'])
    .where(sql<boolean>`'monthly' = any(grains)`)
    .orderBy('position')
    .limit(size.kpis)
    .execute()
  const codes = kpis.map(({ code }) => code)
  if (codes.length < size.kpis)
    throw new Error(`The catalogue has only ${codes.length} KPIs that could be used`)
  await inTransaction(db, async (trx) => {
    const { unit_code: council } = await trx
      .selectFrom('council')
      .select('unit_code')
      .executeTakeFirstOrThrow()
    const record = async (
      units: readonly string[],
      kind: string,
      type: string | null,
      parent: (i: number) => string,
    ) => {
      await sql`insert into unit (council_id, code, kind, team_type, opened, position)
        select ${councilId}, code, ${kind}, ${type}, '2015-04-01', 1000 + n
        from unnest(${units}::text[]) with ordinality as u (code, n)`.execute(trx)
      await sql`insert into unit_detail (council_id, unit_code, valid_from, name, parent_code, recorded_at)
        select ${councilId}, code, '2015-04', code, parent, ${recordedAt}::timestamptz
        from unnest(${units}::text[], ${units.map((_, i) => parent(i))}::text[]) as u (code, parent)`.execute(
        trx,
      )
    }
    await record(services, 'service', null, () => council)
    await record(teams, 'team', teamType, (i) => services[i % services.length] ?? '')
  })
  // Only the owner may change a KPI: which units it is collected from does not change in a month's work.
  await sql`update kpi set team_types = array[${teamType}], counted_by = array[${teamType}]
    where code = any(${codes}::text[])`.execute(db)
  return { teams, kpis: codes, months: Array.from({ length: 12 }, (_, i) => addMonths('2024-01', i)) }
}
