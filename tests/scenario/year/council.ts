/** A small council of two services, seven teams at a time and nine measures; the test moves its clock. */

import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import { sql } from 'kysely'
import type { Role } from '#server/access/permissions/actor.ts'
import { recordToken } from '#server/access/tokens/tokens.ts'
import { councilId } from '#server/db/council-id.ts'
import type { Db } from '#server/db/database.ts'
import { ingestFile } from '#server/extracts/ingest.ts'
import { revertExtract } from '#server/extracts/publishing/revert.ts'
import { loadSignOff } from '#server/record/sign-offs.ts'
import { recordSignOff } from '#server/scorecards/sign-off.ts'
import { loadCatalogue } from '../../../seeds/load.ts'
import { testApp } from '../../support/app.ts'
import { recordedAt, testDatabase } from '../../support/database.ts'
import { named } from '../../support/named.ts'
import {
  everyTeam,
  type Figures,
  fileOf,
  type Measure,
  retiredAfter,
  type SentRow,
  type Team,
} from './council-files.ts'

const services = ['RIDGE', 'HPC', 'CICS']
const measures = ['CP04', 'CP05', 'CP06', 'CN04', 'MO01', 'LC01', 'LC03', 'WF01', 'WF02']

/** Makes the catalogue's council small, as if its other units and measures had never existed. */
async function makeSmall(db: Db): Promise<void> {
  const units = [...services, ...everyTeam]
  await db.transaction().execute(async (trx) => {
    await sql`insert into unit (council_id, code, kind, team_type, opened, closed, position)
      values (${councilId}, 'HP-S3', 'team', 'H&P', '2019-10-01', null, 155)`.execute(trx)
    await sql`insert into unit_detail (council_id, unit_code, valid_from, name, parent_code, recorded_at)
      values (${councilId}, 'HP-S3', '2019-10', 'Help and Protection South 3', 'HPC', '2018-01-02')`.execute(
      trx,
    )
    await sql`delete from unit_successor`.execute(trx)
    await sql`insert into unit_successor (council_id, unit_code, predecessor_code)
      values (${councilId}, 'HP-S3', 'HP-S2')`.execute(trx)
    await sql`update unit set closed = '2019-09-30' where code = 'HP-S2'`.execute(trx)
    await sql`delete from unit_detail where unit_code <> all(${units}::text[])`.execute(trx)
    await sql`delete from unit where code <> all(${units}::text[])`.execute(trx)
    for (const table of ['kpi_action', 'kpi_target', 'kpi_definition', 'evidence'])
      await sql`delete from ${sql.table(table)} where kpi_code <> all(${measures}::text[])`.execute(trx)
    await sql`delete from kpi where code <> all(${measures}::text[])`.execute(trx)
    await sql`update kpi_definition set valid_to = ${retiredAfter} where kpi_code = 'CP05'`.execute(trx)
    await sql`update kpi set grains = '{monthly}' where code <> 'MO01'`.execute(trx)
    await trx
      .updateTable('council')
      .set({ is_demonstration: false, fixed_day: null, first_scorecard: '2018-11' })
      .execute()
  })
}

/** The council, its service and the clock. */
export class SmallCouncil {
  readonly db: Db
  readonly #app: FastifyInstance
  readonly #clock: { now: Date }
  /** What was sent for each cell, by file, the latest last: the truth with which pages are compared. */
  readonly #sent = new Map<string, { extract: number; figures: Figures }[]>()
  readonly #headers = new Map<string, { authorization: string }>()

  private constructor(db: Db, app: FastifyInstance, clock: { now: Date }) {
    this.db = db
    this.#app = app
    this.#clock = clock
  }

  static async found(): Promise<SmallCouncil> {
    const { db, owner } = await testDatabase('empty')
    await loadCatalogue(owner, new Date('2018-01-02T08:00:00Z'))
    await makeSmall(owner)
    const clock = { now: new Date('2019-04-01T08:00:00Z') }
    return new SmallCouncil(db, await testApp(db, { now: () => clock.now, demo: false }), clock)
  }

  /** Sets the clock to a day and a time in UTC. */
  at(day: string, time = '08:00'): void {
    this.#clock.now = new Date(`${day}T${time}:00Z`)
  }

  /** Receives and publishes a file at once, as the data team does, and returns the extract's number. */
  async publish(filename: string, rows: readonly SentRow[], reason: string | null = null): Promise<number> {
    const { now } = this.#clock
    const report = await ingestFile(this.db, {
      filename,
      mediaType: 'text/csv',
      bytes: [Buffer.from(fileOf(rows))],
      channel: 'api',
      receivedBy: named('Data team'),
      now,
      publish: { now, by: named('Data team'), reason, acceptWarnings: true },
    })
    if (report.status !== 'published' || report.id === null)
      throw new Error(`${filename}: ${JSON.stringify(report)}`)
    for (const { team, measure, period, figures, symbol } of rows) {
      if (symbol !== undefined) continue
      const cell = `${team} ${measure} ${period}`
      this.#sent.set(cell, [...(this.#sent.get(cell) ?? []), { extract: report.id, figures }])
    }
    return report.id
  }

  async takeBack(extract: number, reason: string): Promise<void> {
    await revertExtract(recordedAt(this.db, this.#clock.now), extract, { by: named('Data team'), reason })
    for (const [cell, files] of this.#sent)
      this.#sent.set(
        cell,
        files.filter((file) => file.extract !== extract),
      )
  }

  /** What a team last sent of a measure for a period and did not take back. */
  sentBy(team: Team, measure: Measure, period: string): Figures | undefined {
    return this.#sent.get(`${team} ${measure} ${period}`)?.at(-1)?.figures
  }

  /** Reads an address as the user of a role. */
  async read(role: Role, unit: string | null, url: string): Promise<string> {
    return (await this.open(role, unit, url)).body
  }

  /** The whole answer of an address, for answers that are not text. */
  async open(role: Role, unit: string | null, url: string): Promise<LightMyRequestResponse> {
    const key = `${role} ${unit}`
    const known = this.#headers.get(key)
    const headers = known ?? {
      authorization: `Bearer ${await recordToken(this.db, { name: key, role, unit, audience: 'inside', now: this.#clock.now })}`,
    }
    this.#headers.set(key, headers)
    const answer = await this.#app.inject({ url, headers })
    if (answer.statusCode === 302) return this.open(role, unit, String(answer.headers.location))
    if (answer.statusCode !== 200)
      throw new Error(`${answer.statusCode} ${url}: ${answer.body.slice(0, 300)}`)
    return answer
  }

  /** Takes a step of sign-off as a person with a role. */
  async signOff(
    step: 'submitted' | 'agreed',
    role: Role,
    over: string,
    team: string,
    month: string,
  ): Promise<void> {
    const seen = await loadSignOff(this.db, team, month)
    await recordSignOff(recordedAt(this.db, this.#clock.now), {
      unit: team,
      period: month,
      step,
      by: {
        id: null,
        name: role === 'team_manager' ? 'Team manager' : 'Head of service',
        grants: [{ role, unit: over }],
      },
      note: null,
      seen: seen.changedAt,
      today: this.#clock.now.toISOString().slice(0, 10),
    })
  }
}
