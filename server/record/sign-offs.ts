import { changedParts, type FigureVersion, newVersions, noValues } from '#domain/figures/restatement.ts'
import {
  type CellText,
  type MonthChange,
  type SignOff,
  type SignOffStep,
  signOffOf,
} from '#domain/scorecard/sign-off.ts'
import { lastQuarter } from '#domain/time/period.ts'
import { asOf } from '../db/as-of.ts'
import { councilId } from '../db/council-id.ts'
import type { ReadSource } from '../db/database.ts'
import { loadWords } from './text-releases.ts'

/** A cell of the scorecard after one publication. */
type CardVersion = FigureVersion & {
  unit: string
  dated: string
  extract: number | null
  reason: string | null
}

/** The sign-off state of a unit's month: the steps people took, and every publication that changed its scorecard. `asAt` limits
 * it to what had happened by that moment. */
export async function loadSignOff(
  db: ReadSource,
  unit: string,
  period: string,
  asAt?: Date,
): Promise<SignOff> {
  const found = await loadSignOffs(db, [unit], period, asAt)
  return found.get(unit) as SignOff
}

/** The same for several units, by their codes. */
export async function loadSignOffs(
  db: ReadSource,
  units: readonly string[],
  period: string,
  asAt?: Date,
): Promise<Map<string, SignOff>> {
  const steps = Map.groupBy(await loadSteps(db, units, period, asAt), (step) => step.unit)
  const versions = Map.groupBy(await loadCardVersions(db, units, period, asAt), (v) => v.unit)
  return new Map(
    units.map((unit) => [
      unit,
      signOffOf(
        (steps.get(unit) ?? []).map(({ unit: _, ...step }) => step),
        changesOf(newVersions(versions.get(unit) ?? [])),
      ),
    ]),
  )
}

async function loadSteps(db: ReadSource, units: readonly string[], period: string, asAt?: Date) {
  const rows = await db
    .selectFrom('scorecard_sign_off')
    .select(['unit_code as unit', 'position', 'step', 'taken_by as by', 'taken_at as at', 'dated', 'note'])
    .where('council_id', '=', councilId)
    .where('unit_code', 'in', ['', ...units])
    .where('period', '=', period)
    .where(asOf(asAt, 'taken_at'))
    .orderBy('position')
    .execute()
  const words = await loadWords(db, 'sign_off')
  return rows.map(({ position, note, ...r }) => ({
    ...r,
    step: r.step as SignOffStep,
    at: r.at.toISOString(),
    note: note === null ? null : words(`${r.unit}/${period}/${position}`, note),
  }))
}

/** Every version of the figures on a month's scorecard: the month's, and the last complete quarter's for KPIs without months. */
async function loadCardVersions(
  db: ReadSource,
  units: readonly string[],
  period: string,
  asAt?: Date,
): Promise<CardVersion[]> {
  const rows = await db
    .selectFrom('figure as f')
    .innerJoin('publication as p', (j) =>
      j.onRef('p.council_id', '=', 'f.council_id').onRef('p.id', '=', 'f.publication_id'),
    )
    .innerJoin('kpi as k', (j) =>
      j.onRef('k.council_id', '=', 'f.council_id').onRef('k.code', '=', 'f.kpi_code'),
    )
    .select([
      'f.unit_code as unit',
      'f.kpi_code as kpi',
      'f.period',
      'f.state',
      'f.numerator',
      'f.denominator',
      'f.value',
      'f.status',
      'f.variation',
      'f.assurance',
      'f.publication_id as publication',
      'f.published_at as at',
      'p.dated',
      'p.extract_id as extract',
      'p.reason',
    ])
    .where('f.council_id', '=', councilId)
    .where('f.unit_code', 'in', ['', ...units])
    .where((e) =>
      e.or([
        e('f.period', '=', period),
        e.and([
          e('f.period', '=', lastQuarter(period)),
          e.not(e(e.val('monthly'), '=', e.fn.any('k.grains'))),
        ]),
      ]),
    )
    .where(asOf(asAt, 'f.published_at'))
    .orderBy('f.kpi_code')
    .orderBy('f.period')
    .orderBy('f.publication_id')
    .execute()
  const words = await loadWords(db, 'publication')
  return rows.map(
    (r) =>
      ({
        ...r,
        at: r.at.toISOString(),
        reason: r.reason === null ? null : words(r.publication, r.reason),
      }) as CardVersion,
  )
}

function changesOf(versions: readonly CardVersion[]): MonthChange[] {
  const changes = [...Map.groupBy(versions, (v) => v.publication).values()].flatMap((figures) => {
    const [first] = figures
    if (first === undefined) return []
    const { publication, at, dated, extract, reason } = first
    const says = new Map(figures.map((f) => [`${f.kpi} ${f.period}`, saysOf(f)]))
    return [{ publication, at, dated, extract, reason, figures: figures.length, says }]
  })
  return changes.sort((a, b) => a.publication - b.publication)
}

function saysOf(version: CardVersion): CellText | null {
  if (changedParts(noValues, version).length === 0) return null
  const { state, numerator, denominator, value, status, variation, assurance } = version
  return {
    figure: [state, numerator, denominator, value].join(' '),
    verdicts: [status, variation, assurance].join(' '),
  }
}

/** A signed-off month that a publication changed, and how many of its figures. */
export type RestatedSignOff = { unit: string; period: string; version: number; figures: number }

/** The signed-off months whose scorecard has changed since a publication, in the order of unit and month. */
export async function loadRestatedSignOffs(db: ReadSource, publication: number): Promise<RestatedSignOff[]> {
  const agreed = await db
    .selectFrom('scorecard_sign_off')
    .select(['unit_code as unit', 'period'])
    .distinct()
    .where('council_id', '=', councilId)
    .where('step', '=', 'agreed')
    .orderBy('unit_code')
    .orderBy('period')
    .execute()
  if (agreed.length === 0) return []
  const stored = await db
    .selectFrom('figure')
    .select(['unit_code as unit', 'period'])
    .distinct()
    .where('council_id', '=', councilId)
    .where('publication_id', '=', publication)
    .where('unit_code', 'in', [...new Set(agreed.map((a) => a.unit))])
    .execute()
  const touched = new Set(stored.map((f) => `${f.unit} ${f.period}`))
  const restated: RestatedSignOff[] = []
  for (const { unit, period } of agreed) {
    if (![period, lastQuarter(period)].some((p) => touched.has(`${unit} ${p}`))) continue
    const { versions } = await loadSignOff(db, unit, period)
    const made = versions.find((v) => v.change?.publication === publication)
    if (made?.change) restated.push({ unit, period, version: made.number, figures: made.change.figures })
  }
  return restated
}
