/** Checks a file as the service would, without a database, against the catalogue that ships with the service. */
import { createHash } from 'node:crypto'
import { createReadStream, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { CsvError, parse } from 'csv-parse/sync'
import { z } from 'zod'
import type { Layout } from '#domain/extracts/layouts/layout.ts'
import type { ExtractProblem, ExtractWarning } from '#domain/extracts/problem.ts'
import type { ExtractRegister } from '#domain/extracts/register.ts'
import { londonDay } from '#domain/time/moment.ts'
import { lastMonth } from '#domain/time/period.ts'
import { problem } from '#server/errors.ts'
import { figureWarnings } from '#server/extracts/checking/disagreements.ts'
import { judgeFractions, type LoadReferences } from '#server/extracts/checking/fractions.ts'
import { layoutName, layoutRules } from '#server/extracts/layouts/rules.ts'
import { readExtractBatches } from '#server/extracts/reading/read-extract.ts'
import type { FigureIndex } from '#server/extracts/record/figure-index.ts'
import { type ExtractReport, undecided } from '#server/extracts/record/report.ts'
import type { ConfirmedEncoding } from '#server/extracts/tables/decode-text.ts'
import { readCatalogue } from '../../seeds/catalogue.ts'
import { type Catalogue, type UnitSeed, unitSeed } from '../../seeds/schemas.ts'

/** Every fault of a file is found. A report lists this many and counts the others. */
const LISTED = 10_000

export type ValidateOptions = {
  /** A list of the council's own units, with the headings of `seeds/units.csv`; null for the demonstration council's units. */
  unitsFile: string | null
  /** The rules for reading the file, in the form that a layout's page downloads. */
  layoutFile?: string | null
  encoding?: ConfirmedEncoding | null
  now: Date
}

/** Checks a file and returns the same report as the API. Warnings that compare a file with earlier ones need the database and
 * are not included; rules across measures are judged where the file has all the figures they need. Throws if a file cannot be
 * opened, and `unprocessable` if the list of units or the layout is not valid. */
export async function validateFile(
  path: string,
  { unitsFile, layoutFile = null, encoding = null, now }: ValidateOptions,
): Promise<ExtractReport> {
  const counts = { rows: 0, accepted: 0, problems: 0, warnings: 0 }
  const problems: ExtractProblem[] = []
  const warnings: ExtractWarning[] = []
  const layout = layoutFile === null ? null : readLayoutFile(layoutFile)
  const layouts = layout === null ? {} : { layouts: [layout], layout: layout.name }
  const register = registerOf(unitsFile, londonDay(now.toISOString()))
  let figures: FigureIndex | null = null
  const bytes = createReadStream(path)
  for await (const batch of readExtractBatches(bytes, register, { encoding, ...layouts })) {
    for (const checked of await judgeFractions(batch, catalogueTargets)) {
      if (checked.is === 'row') counts.rows++
      if (checked.is === 'accepted') counts.accepted++
      if (checked.is === 'problem' && counts.problems++ < LISTED) problems.push(checked.problem)
      if (checked.is === 'warning' && counts.warnings++ < LISTED) warnings.push(checked.warning)
      if (checked.is === 'cells') figures = checked.figures
    }
  }
  if (counts.problems === 0 && figures !== null)
    for (const warning of await figureWarnings(figures, register, async () => []))
      if (counts.warnings++ < LISTED) warnings.push(warning)
  return {
    id: null,
    filename: basename(path),
    sha256: await sha256Of(path),
    status: counts.problems > 0 ? 'rejected' : 'ready',
    receivedAt: now.toISOString(),
    receivedBy: 'Command line',
    counts,
    problems,
    problemsTotal: counts.problems,
    warnings,
    ...undecided,
  }
}

/** What a fraction is compared with when there is no ledger: the target that ships with the catalogue. */
export const catalogueTargets: LoadReferences = async (cells) => {
  const { kpis } = readCatalogue()
  return cells.map(({ kpi, period }) => {
    const month = lastMonth(period)
    const target = kpis
      .find(({ code }) => code === kpi)
      ?.targets.find(({ from, to }) => from <= month && (to === null || month <= to))
    return { figures: [], target: target?.target ?? null }
  })
}

/** A file that is refused early is not read to its end, so its checksum is computed separately. */
async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const bytes of createReadStream(path)) hash.update(bytes)
  return hash.digest('hex')
}

function readLayoutFile(path: string): Layout {
  let saved: unknown
  try {
    saved = JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  const read = savedLayout.safeParse(saved)
  if (read.success) return { id: 0, version: 0, ...read.data }
  const [issue] = read.error.issues
  const where = issue?.path.join('.') ?? ''
  throw problem(
    'unprocessable',
    `${basename(path)} is not a layout as its page lets it be downloaded. ${where}: ${issue?.message}`,
  )
}

const savedLayout = z.object({ name: layoutName, rules: layoutRules })

/** What the catalogue and the units that ship with the service, or a list of the council's own, say. */
export function registerOf(
  unitsFile: string | null,
  today: string,
  { units, kpis, rules }: Catalogue = readCatalogue(),
): ExtractRegister {
  const council = unitsFile === null ? units : readUnits(unitsFile)
  return {
    today,
    rules,
    units: new Map(
      council.map((unit) => [
        unit.code,
        {
          code: unit.code,
          name: unit.name,
          kind: unit.kind,
          teamType: unit.team_type === '' ? null : unit.team_type,
          opened: unit.opened,
          closed: unit.closed === '' ? null : unit.closed,
        },
      ]),
    ),
    kpis: new Map(
      kpis.map((kpi) => [
        kpi.code,
        {
          code: kpi.code,
          kind: kpi.kind,
          grains: kpi.grains,
          teamTypes: kpi.teamTypes,
          returnCode: kpi.return,
          definitions: [{ from: '0000-01', to: null, name: kpi.name, mayExceed: kpi.mayExceed }],
        },
      ]),
    ),
  }
}

function readUnits(path: string): UnitSeed[] {
  let rows: unknown
  try {
    rows = parse(readFileSync(path), { columns: true, bom: true })
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
  }
  const read = unitSeed.array().safeParse(rows)
  if (read.success) return read.data
  const [issue] = read.error.issues
  const where = issue?.path.join('.') ?? ''
  throw problem(
    'unprocessable',
    `${basename(path)} is not a list of teams and services. ${where}: ${issue?.message}`,
  )
}
