/** Publishes a file and takes it back, and compares everything that shows figures before and after. */
import type { FastifyInstance } from 'fastify'
import { grainOf, lastMonth } from '#domain/time/period.ts'
import type { Role } from '#server/access/permissions/actor.ts'
import type { Db } from '#server/db/database.ts'
import { ingestFile } from '#server/extracts/ingest.ts'
import { revertExtract } from '#server/extracts/publishing/revert.ts'
import { loadFigures } from '#server/record/figures.ts'
import { answerContent, withoutRecord } from './answer-content.ts'
import { bearer, testApp, testNow } from './app.ts'
import { recordedAt } from './database.ts'
import { type FileRow, knownRows, type MistakenFile, mistakenFile, retired } from './mistaken-files.ts'
import { named } from './named.ts'

export type Difference = { file: MistakenFile; address: string; before: unknown; after: unknown }

/** A difference, with what is needed to find its cause: what was published, where it still shows, and how. */
export function wordsOf({ file, address, before, after }: Difference): string {
  const [was, is] = [JSON.stringify(before), JSON.stringify(after)]
  const at = Math.max(0, [...was].findIndex((letter, i) => letter !== is[i]) - 120)
  const piece = (text: string) => text.slice(at, at + 240)
  return `${file.kind}: ${address}\n  was ${piece(was)}\n  is ${piece(is)}\n${file.content}`
}

/** A demonstration in which files are published and taken back; each reading is compared with that before any file. */
export class RevertTrial {
  readonly #db: Db
  readonly #app: FastifyInstance
  readonly #clock: { now: Date }
  readonly #headers: Record<string, { authorization: string }>
  readonly #known = knownRows()
  readonly #read = new Map<string, unknown>()
  readonly #serviceOf: Map<string, string>
  /** How many answers were compared, and how many of them differed while the file was published. */
  readonly counts = { files: 0, refused: 0, compared: 0, changed: 0 }

  private constructor(
    db: Db,
    app: FastifyInstance,
    clock: { now: Date },
    headers: Record<string, { authorization: string }>,
    serviceOf: Map<string, string>,
  ) {
    this.#db = db
    this.#app = app
    this.#clock = clock
    this.#headers = headers
    this.#serviceOf = serviceOf
  }

  /** Over the demonstration with one retired measure, which its owner retires. */
  static async over(db: Db, owner: Db): Promise<RevertTrial> {
    await owner
      .updateTable('kpi_definition')
      .set({ valid_to: retired.after })
      .where('kpi_code', '=', retired.kpi)
      .execute()
    const people: [Role, string | null][] = [
      ['smt', null],
      ['data_team', null],
      ['plan_lead', null],
      ['quality_lead', null],
      ['head_of_service', 'HPC'],
      ['team_manager', 'HP-S1'],
    ]
    const headers: Record<string, { authorization: string }> = {}
    for (const [role, unit] of people) headers[role] = await bearer(db, role, unit)
    const teams = await db.selectFrom('unit_detail').select(['unit_code', 'parent_code']).execute()
    const serviceOf = new Map(teams.map((t): [string, string] => [t.unit_code, t.parent_code ?? 'RIDGE']))
    const clock = { now: testNow }
    return new RevertTrial(db, await testApp(db, { now: () => clock.now }), clock, headers, serviceOf)
  }

  /** Publishes the next mistaken file, takes it back, and returns what now reads differently. */
  async round(turn: number, dice: () => number): Promise<Difference[]> {
    const file = mistakenFile(this.#known, turn, dice)
    const addresses = this.#addressesOf(file.rows, turn)
    for (const address of addresses)
      if (!this.#read.has(address)) this.#read.set(address, await this.#ask(address))
    const extract = await this.#publish(file)
    if (extract === null) {
      this.counts.refused++
      return []
    }
    this.counts.files++
    const cells = measurementsOf(file.rows[0]?.kpi_code ?? '')
    if (JSON.stringify(await this.#ask(cells)) !== JSON.stringify(this.#read.get(cells)))
      this.counts.changed++
    await revertExtract(recordedAt(this.#db, this.#now()), extract, {
      by: named('Data team'),
      reason: 'The wrong file',
    })
    const differences: Difference[] = []
    for (const address of addresses) {
      const [before, after] = [this.#read.get(address), await this.#ask(address)]
      this.counts.compared++
      if (JSON.stringify(before) !== JSON.stringify(after)) differences.push({ file, address, before, after })
    }
    return differences
  }

  #now(): Date {
    this.#clock.now = new Date(this.#clock.now.getTime() + 20_000)
    return this.#clock.now
  }

  async #publish({ content }: MistakenFile): Promise<number | null> {
    const now = this.#now()
    const publish = { now, by: named('Data team'), reason: 'As agreed', acceptWarnings: true }
    const report = await ingestFile(this.#db, {
      filename: `mistaken-${now.toISOString()}.csv`,
      mediaType: 'text/csv',
      bytes: [Buffer.from(content)],
      channel: 'command_line',
      receivedBy: named('Data team'),
      now,
      publish,
    })
    if (report.status === 'rejected') return null
    if (report.status !== 'published' || report.id === null) throw new Error(JSON.stringify(report))
    return report.id
  }

  /** Every address that may show something of these cells, with the role that reads it. Those of the whole council are read in
   * turns. */
  #addressesOf(rows: readonly FileRow[], turn: number): string[] {
    const { team_code: unit, kpi_code: kpi, period } = rows[0] as FileRow
    const month = lastMonth(period)
    const above = this.#serviceOf.get(unit) ?? 'RIDGE'
    const grain = grainOf(period) ?? 'monthly'
    const figures = [...new Set(rows.map((row) => `figures of ${row.kpi_code}`))]
    return [
      ...figures,
      `smt /api/v1/scorecards/${unit}/${month}`,
      `smt /units/${above}/scorecards/${month}.csv`,
      `smt /api/v1/series/${unit}/${kpi}?grain=${grain}`,
      `smt /api/v1/series/RIDGE/${kpi}?grain=${grain}`,
      measurementsOf(kpi),
      'smt /api/v1/scorecards/RIDGE/2019-04',
      ...inTurn(turn, [
        `smt /units/${unit}/scorecards/${month}?all=yes`,
        `smt /api/v1/scorecards/${above}/${month}`,
        `smt /units/${above}/scorecards/${month}.xlsx`,
        `smt /units/${above}/kpis/${kpi}.csv`,
        `smt /overview.csv?period=${month}&kpi=${kpi}`,
        `smt /compare.csv?kpi=${kpi}`,
      ]),
      ...inTurn(turn, [
        'smt /overview',
        'smt /overview.json?view=measures',
        'plan_lead /plan.json',
        'plan_lead /plan/checks.json',
        'plan_lead /plan/checks',
        'smt /api/v1/periods',
      ]),
      ...inTurn(turn, [
        'smt /',
        'head_of_service /',
        'data_team /',
        'plan_lead /',
        'quality_lead /',
        'team_manager /',
        `smt /units/${above}.csv`,
        'team_manager /units/HP-S1.csv',
      ]),
    ]
  }

  /** What an address shows of figures, in a comparable form. */
  async #ask(address: string): Promise<unknown> {
    if (address.startsWith('figures of ')) return this.#figuresOf(address.slice('figures of '.length))
    const [role = '', url = ''] = address.split(' ')
    const answer = await this.#app.inject({ url, headers: this.#headers[role] ?? {} })
    if (answer.statusCode >= 500)
      throw new Error(`${answer.statusCode} ${address}: ${answer.body.slice(0, 200)}`)
    return answer.statusCode === 200 ? answerContent(answer) : answer.statusCode
  }

  async #figuresOf(kpi: string): Promise<unknown> {
    const figures = await loadFigures(this.#db, { kpis: [kpi] })
    return withoutRecord(figures)
  }
}

const measurementsOf = (kpi: string) => `smt /api/v1/measurements?kpi=${kpi}`

/** Half of them, alternating between the halves. */
function inTurn(turn: number, addresses: readonly string[]): string[] {
  return addresses.filter((_, i) => (i + turn) % 2 === 0)
}
