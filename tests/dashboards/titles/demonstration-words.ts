/** The sentences of the demonstration as the service gives them to a role, and the points they stand on. */
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { type Role, roles } from '#domain/catalogue/role.ts'
import { definedSince } from '#domain/figures/definition.ts'
import type { Db } from '#server/db/database.ts'
import { type CatalogueHistory, loadCatalogueHistory } from '#server/record/catalogue.ts'
import { bearer, testApp } from '../../support/app.ts'
import { testDatabase } from '../../support/database.ts'
import type { Said, ShownSeries } from './shown-series.ts'

export const month = '2019-04'

/** A measure of a unit that has a figure. */
export type Cell = { unit: string; kind: string; kpi: string }
type CellRow = Cell & { period: string; variation: string; since: string | null; rising: boolean | null }

/** The roles that read figures, with the unit that a role stands for where it needs one. */
export const readers: readonly Role[] = roles.filter((role) => role !== 'administrator')
const unitOf: Partial<Record<Role, string>> = { team_manager: 'HP-S1', head_of_service: 'HPC' }

export type Demonstration = {
  app: FastifyInstance
  cells: Cell[]
  history: CatalogueHistory
  get: (url: string, role: Role) => Promise<{ status: number; body: string }>
  seriesOf: (cell: Cell, role: Role) => Promise<(ShownSeries & Answer) | null>
}

type Answer = { finding: string; variation: string; assurance: string }

export async function openDemonstration(): Promise<Demonstration> {
  const { db } = await testDatabase('demo')
  const app = await testApp(db)
  const headers = new Map(
    await Promise.all(
      readers.map(async (role) => [role, await bearer(db, role, unitOf[role] ?? null)] as const),
    ),
  )
  const history = await loadCatalogueHistory(db)
  const { cells, said } = await loadSaid(db)
  const get = async (url: string, role: Role) => {
    const { statusCode, body } = await app.inject({ url, headers: headers.get(role) ?? {} })
    return { status: statusCode, body }
  }
  return {
    ...{ app, cells, history, get },
    async seriesOf({ unit, kind, kpi }, role) {
      const { status, body } = await get(`/api/v1/series/${unit}/${kpi}?to=${month}`, role)
      const own = history.in(month).find((k) => k.code === kpi)
      if (status !== 200 || own === undefined) return null
      return {
        ...(JSON.parse(body) as Answer & Pick<ShownSeries, 'points'>),
        kpi: own,
        isTeam: kind === 'team',
        said: said.get(`${unit} ${kpi}`) ?? new Map<string, Said>(),
        definedSince: definedSince(history.changesOf(kpi), month),
      }
    },
  }
}

/** What was said of each cell in each month, as it is stored with the month. */
async function loadSaid(db: Db): Promise<{ cells: Cell[]; said: Map<string, Map<string, Said>> }> {
  const { rows } = await sql<CellRow>`
    select distinct on (f.unit_code, f.kpi_code, f.period) f.unit_code as unit, u.kind, f.kpi_code as kpi, f.period, f.variation,
      f.analysis ->> 'since' as since, (f.analysis -> 'rising')::text = 'true' as rising
    from figure f join unit u on u.code = f.unit_code
    where f.grain = 'monthly' and f.period <= ${month}
    order by f.unit_code, f.kpi_code, f.period, f.publication_id desc`.execute(db)
  const ofCell = Map.groupBy(rows, ({ unit, kpi }) => `${unit} ${kpi}`)
  return {
    cells: [...ofCell.values()].flatMap(([first]) => first ?? []),
    said: new Map([...ofCell].map(([cell, own]) => [cell, new Map(own.map((row) => [row.period, row]))])),
  }
}

/** The title, the description and the other words of a picture. */
export function wordsOf(svg: string): { title: string; alt: string; labels: string[] } {
  const text = (words: string | undefined) =>
    (words ?? '')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&amp;', '&')
  return {
    title: text(/<title>([^<]*)<\/title>/.exec(svg)?.[1]),
    alt: text(/<desc>([^<]*)<\/desc>/.exec(svg)?.[1]),
    labels: [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map((m) => text(m[1])),
  }
}
