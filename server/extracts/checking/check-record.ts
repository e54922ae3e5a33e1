/** Writes the results of a file's check to the database while the file is read. */
import { sql } from 'kysely'
import { type ExtractProblem, type ExtractWarning, isInforming } from '#domain/extracts/problem.ts'
import type { ExtractRow } from '#domain/extracts/row.ts'
import type { Trx } from '#server/db/database.ts'
import { councilId } from '../../db/council-id.ts'
import type { CellIndex } from '../reading/cell-index.ts'
import type { CheckedBatch } from '../reading/read-extract.ts'
import type { FigureIndex } from '../record/figure-index.ts'
import { CopyLane, field, StagedLines } from '../record/staged-lines.ts'
import { headingsChecksum, isConfirmedSource, loadSourceOf } from './unended-source.ts'

/** The rows, problems and warnings of one extract on their way into the database, and their counts. */
export class CheckRecord {
  /** `informing` counts the warnings that hold nothing up; they are among the warnings. */
  counts = { rows: 0, accepted: 0, problems: 0, warnings: 0, informing: 0 }
  /** The cells that the file names, known once the file is read to its end. */
  cells: CellIndex | null = null
  /** Its figures of which rules across measures speak. */
  figures: FigureIndex | null = null
  format: string | null = null
  layout: { id: number; name: string } | null = null
  /** A checksum of the headings, if the file ends without a line end. */
  unended: string | null = null
  readonly #trx: Trx
  readonly #extractId: number
  readonly #orderOf: (row: ExtractRow) => number
  readonly #lane: CopyLane
  readonly #rows: StagedLines
  readonly #found: StagedLines
  readonly #childLevel: ExtractProblem[] = []
  #headings = ''

  constructor(trx: Trx, extractId: number, orderOf: (row: ExtractRow) => number) {
    this.#trx = trx
    this.#extractId = extractId
    this.#orderOf = orderOf
    this.#lane = new CopyLane(trx)
    this.#rows = new StagedLines(this.#lane, ROWS_INTO)
    this.#found = new StagedLines(this.#lane, FOUND_INTO)
  }

  /** Writes one finding. Returns null if there is nothing to wait for, as for most rows of a large file. */
  add(checked: CheckedBatch): Promise<void> | null {
    switch (checked.is) {
      case 'row':
        this.counts.rows++
        return null
      case 'accepted':
        return this.#accept(checked.row)
      case 'format': {
        const { layout, name } = checked.format
        this.format = name
        this.layout = layout ?? null
        this.#headings = headingsChecksum(checked.headings)
        return null
      }
      case 'cells':
        this.cells = checked.cells
        this.figures = checked.figures
        return null
      case 'warning':
        return checked.warning.code === 'cut_short'
          ? this.#addCutShort(checked.warning)
          : this.addWarning(checked.warning)
      case 'problem':
        if (checked.problem.code === 'child_level_data') this.#childLevel.push(checked.problem)
        return this.#addProblem(checked.problem)
    }
  }

  async addWarning(warning: ExtractWarning): Promise<void> {
    const position = ++this.counts.warnings + this.counts.problems
    if (isInforming(warning.code)) this.counts.informing++
    await this.#send({ level: 'warning', position, value: null, firstRow: null, ...warning })
  }

  /** Waits until the connection can run another query. */
  async free(): Promise<void> {
    await this.#lane.free()
  }

  /** Waits until every accepted row is stored. */
  async endRows(): Promise<void> {
    await this.#rows.end()
  }

  /** Waits until everything is stored. Of a refused file, only the problems remain. */
  async end(): Promise<void> {
    await this.#found.end()
    if (this.counts.problems > 0) await this.#eraseRows()
    for (const problem of this.#childLevel) {
      await this.#eraseContent()
      this.counts = { ...this.counts, accepted: 0, problems: 0, warnings: 0, informing: 0 }
      await this.#addProblem(problem)
      await this.#found.end()
    }
  }

  #accept(row: ExtractRow): Promise<void> | null {
    const position = ++this.counts.accepted
    // A file with a problem publishes no row, so no further row is stored.
    if (this.counts.problems > 0) return null
    const line = rowLine(this.#extractId, position, row, this.#orderOf(row))
    return this.#rows.add(line) ? this.#rows.send() : null
  }

  async #addProblem(problem: ExtractProblem): Promise<void> {
    const position = ++this.counts.problems + this.counts.warnings
    await this.#send({ level: 'problem', position, needsReason: false, ...problem })
  }

  /** No warning if a person confirmed that files of this source end without a line end. */
  async #addCutShort(warning: ExtractWarning): Promise<void> {
    this.unended = this.#headings
    await this.#lane.free()
    const named = { layout: this.layout?.name ?? null, headings: this.#headings }
    const source = await loadSourceOf(this.#trx, this.#extractId, named)
    if (!(await isConfirmedSource(this.#trx, source))) await this.addWarning(warning)
  }

  async #send(found: Found): Promise<void> {
    if (this.#found.add(foundLine(this.#extractId, found))) await this.#found.send()
  }

  async #eraseRows(): Promise<void> {
    await this.#trx
      .deleteFrom('extract_row')
      .where('council_id', '=', councilId)
      .where('extract_id', '=', this.#extractId)
      .execute()
  }

  /** The file is a list of children: erases its bytes and all findings. The checksum and this one problem stay. */
  async #eraseContent(): Promise<void> {
    await sql`select erase_extract_bytes(${councilId}, ${this.#extractId})`.execute(this.#trx)
    await this.#trx
      .deleteFrom('extract_problem')
      .where('council_id', '=', councilId)
      .where('extract_id', '=', this.#extractId)
      .execute()
  }
}

type Found = Omit<ExtractProblem, 'code'> & {
  level: 'problem' | 'warning'
  position: number
  code: string
  needsReason: boolean
}

const ROWS_INTO = `extract_row (council_id, extract_id, position, sheet, row_number, unit_code, kpi_code, period, state,
  numerator, denominator, value, symbol, as_at, note, ledger_order)`

/** A row as a line of COPY. Codes, periods, states, symbols and days contain no character that COPY needs escaped. */
function rowLine(extractId: number, position: number, row: ExtractRow, order: number): string {
  const cell = `${row.unit}\t${row.kpi}\t${row.period}\t${row.state}`
  const parts = `${row.numerator ?? '\\N'}\t${row.denominator ?? '\\N'}\t${row.value ?? '\\N'}\t${row.symbol ?? '\\N'}`
  const place = `${councilId}\t${extractId}\t${position}\t${field(row.sheet)}\t${row.row}`
  return `${place}\t${cell}\t${parts}\t${row.asAt ?? '\\N'}\t${field(row.note)}\t${order}`
}

const FOUND_INTO = `extract_problem (council_id, extract_id, position, level, code, sheet, row_number, column_name, value,
  message, first_row, needs_reason)`

function foundLine(extractId: number, found: Found): string {
  const { position, level, code, sheet, row, column, value, message, firstRow, needsReason } = found
  const place = `${councilId}\t${extractId}\t${position}\t${level}\t${code}\t${field(sheet)}\t${row ?? '\\N'}`
  const said = `${field(column)}\t${field(value)}\t${field(message)}`
  return `${place}\t${said}\t${firstRow ?? '\\N'}\t${needsReason}`
}
