/** A model of what the ledger must contain in the end, kept by the sender. */
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from '#server/db/database.ts'
import { ingestFile } from '#server/extracts/ingest.ts'
import { finishFigures } from '#server/extracts/merging/pending-figures.ts'
import type { ExtractReport } from '#server/extracts/record/report.ts'
import { sweepExtracts } from '#server/extracts/sweep.ts'
import type { Fault } from '../support/exactly-once.ts'
import { csvOf, fileOf, NOW, PUBLISH } from '../support/extract-files.ts'

const TEAMS = ['CIC-N', 'CIC-C', 'CIC-S']
const MONTHS = 12
const ROWS = 6

export type Sent = { content: string; sha256: string; cells: ReadonlyMap<string, number> }

/** A sender of extracts of one year, with what was acknowledged to it. */
export class Model {
  readonly #year: number
  readonly #dice: () => number
  #number = 0
  /** The numerator of each cell, and its number of versions. */
  readonly #cells = new Map<string, { says: number[] }>()

  constructor(year: number, dice: () => number) {
    this.#year = year
    this.#dice = dice
  }

  /** An extract of some cells, each with a new number. */
  next(): Sent {
    const cells = new Map<string, number>()
    while (cells.size < ROWS) {
      const team = TEAMS[Math.floor(this.#dice() * TEAMS.length)]
      const month = String(1 + Math.floor(this.#dice() * MONTHS)).padStart(2, '0')
      cells.set(`${team},LC01,${this.#year}-${month}`, ++this.#number)
    }
    const content = csvOf([...cells].map(([cell, number]) => `${cell},${number},100000`))
    return { content, sha256: createHash('sha256').update(content).digest('hex'), cells }
  }

  published({ cells }: Sent): void {
    for (const [cell, number] of cells) this.#says(cell).push(number)
  }

  /** Takes back the extract published last: each cell has its earlier value again, in a further version. */
  reverted({ cells }: Sent): void {
    for (const cell of cells.keys()) this.#says(cell).push(this.#says(cell).at(-2) ?? Number.NaN)
  }

  #says(cell: string): number[] {
    const known = this.#cells.get(cell) ?? { says: [] }
    this.#cells.set(cell, known)
    return known.says
  }

  /** Where the ledger differs from what was published and taken back, in order. */
  async faults(db: Db): Promise<Fault[]> {
    const { rows } = await sql<{ cell: string; says: (number | null)[] }>`
      select unit_code || ',' || kpi_code || ',' || period as cell,
        array_agg(coalesce(numerator, 'NaN') order by version) as says
      from measurement where period like ${`${this.#year}-%`} group by 1`.execute(db)
    const ledger = new Map(rows.map(({ cell, says }) => [cell, says]))
    const faults: Fault[] = []
    for (const cell of new Set([...ledger.keys(), ...this.#cells.keys()])) {
      const [there, sent] = [ledger.get(cell) ?? [], this.#cells.get(cell)?.says ?? []]
      if (there.join() === sent.join()) continue
      const is = there.length < sent.length ? 'lost' : there.length > sent.length ? 'doubled' : 'wrong'
      faults.push({ is, what: `${cell} says ${there.join()} and was sent ${sent.join()}` })
    }
    return faults
  }
}

/** The settings of a soak. */
export type Soak = {
  rounds: number
  seed: number
  /** Called after each round with the counts so far. */
  say(counts: Record<string, number>): void
  /** True if it is to end after the current round. */
  isOver(): boolean
}

/** A fault that was found: ends the soak, and says how to reproduce it. */
export class FaultFound extends Error {
  constructor(round: number, seed: number, faults: readonly Fault[]) {
    super(`round ${round} of seed ${seed}:\n${faults.map(({ is, what }) => `${is}: ${what}`).join('\n')}`)
  }
}

/** Sends an extract to be published, with its warnings accepted. Throws if it is not published. */
export async function publish(db: Db, { content }: Sent): Promise<ExtractReport & { id: number }> {
  const order = { ...PUBLISH, acceptWarnings: true, reason: 'As agreed' }
  const report = await ingestFile(db, fileOf(content, { publish: order }))
  if (report.id === null || report.status !== 'published') throw new Error(JSON.stringify(report))
  return { ...report, id: report.id }
}

/** Runs the sweep until nothing is left and everything held by a dead process is released. */
export async function sweepAll(db: Db): Promise<void> {
  for (let tries = 0; tries < 500; tries++) {
    await finishFigures(db)
    if ((await sweepExtracts(db, NOW)) === 0) return
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  throw new Error('the sweep does not come to an end')
}
