/** Checks a file as the service would, without a database: against the catalogue that ships with it. */
import { createReadStream, readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { z } from 'zod'
import type { ExtractProblem, ExtractWarning } from '#domain/extract-problem.ts'
import type { ExtractRegister } from '#domain/extract-register.ts'
import type { Layout } from '#domain/layout.ts'
import { layoutName, layoutRules } from '#server/extracts/layouts/rules.ts'
import { readExtract } from '#server/extracts/read-extract.ts'
import { readCatalogue } from '../../seeds/catalogue.ts'
import { type UnitSeed, unitSeed } from '../../seeds/schemas.ts'

export type Validation = {
  counts: { rows: number; accepted: number; problems: number; warnings: number }
  problems: ExtractProblem[]
  warnings: ExtractWarning[]
}

/** What a file would be found to be on `today`, `YYYY-MM-DD`. `unitsFile` is a list of the council's own units, with
 *  the headings of `seeds/units.csv`; the demonstration council's are used without one. `layoutFile` holds the rules by
 *  which the file is read. Warnings that compare a file
 *  with earlier ones need the database, and are not among these. Throws where a file cannot be opened. */
export async function validateFile(
  path: string,
  {
    unitsFile,
    layoutFile = null,
    today,
  }: { unitsFile: string | null; layoutFile?: string | null; today: string },
): Promise<Validation> {
  const found: Validation = {
    counts: { rows: 0, accepted: 0, problems: 0, warnings: 0 },
    problems: [],
    warnings: [],
  }
  const layout = layoutFile === null ? null : readLayoutFile(layoutFile)
  const options = layout === null ? {} : { layouts: [layout], layout: layout.name }
  for await (const checked of readExtract(createReadStream(path), registerOf(unitsFile, today), options)) {
    if (checked.is === 'row') found.counts.rows += 1
    if (checked.is === 'accepted') found.counts.accepted += 1
    if (checked.is === 'problem') found.problems.push(checked.problem)
    if (checked.is === 'warning') found.warnings.push(checked.warning)
  }
  found.counts.problems = found.problems.length
  found.counts.warnings = found.warnings.length
  return found
}

/** A layout as its page lets it be downloaded. */
function readLayoutFile(path: string): Layout {
  const { name, rules } = savedLayout.parse(JSON.parse(readFileSync(path, 'utf8')))
  return { id: 0, version: 0, name, rules }
}

const savedLayout = z.object({ name: layoutName, rules: layoutRules })

/** What the catalogue and the units that ship with the service, or a list of the council's own, say. */
export function registerOf(unitsFile: string | null, today: string): ExtractRegister {
  const { units, kpis } = readCatalogue()
  const council = unitsFile === null ? units : readUnits(unitsFile)
  return {
    today,
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
  const rows: unknown = parse(readFileSync(path), { columns: true, bom: true })
  return unitSeed.array().parse(rows)
}
