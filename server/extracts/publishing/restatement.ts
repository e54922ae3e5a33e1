/** Whether a figure that a publication stores is a restatement of what stood before it. */
import type { Coverage, Figure } from '#domain/figure.ts'
import type { Cell, State } from '#domain/measurement.ts'
import type { Trx } from '../../db/database.ts'
import { councilId } from '../council-id.ts'

/** What a cell said, as far as another figure may restate it. */
type Said = Cell & { restated: boolean; coverage: Coverage | null }

/** Whether a figure is a restatement of what stood before it. */
export type Restatement = (figure: Figure, before: Said | undefined) => boolean

/** How a publication restates. One that takes a file back restates nothing by saying again what was said without that file. */
export async function restatementOf(
  trx: Trx,
  publication: number,
  kpis: readonly string[],
  from: string,
  units?: readonly string[],
): Promise<Restatement> {
  const { kind, extract_id } = await trx
    .selectFrom('publication')
    .select(['kind', 'extract_id'])
    .where('council_id', '=', councilId)
    .where('id', '=', publication)
    .executeTakeFirstOrThrow()
  if (kind !== 'revert') return isRestated
  const said = await loadSaidWithout(trx, extract_id, { kpis, from, units })
  return (figure, before) => {
    const again = said
      .get(`${figure.unit} ${figure.kpi} ${figure.period}`)
      ?.findLast((f) => !isOtherNumber(f, figure) && isSameCoverage(f, figure))
    return again?.restated ?? isRestated(figure, before)
  }
}

/** What each cell said at each publication whose file still holds, this one apart, in the order of time. */
async function loadSaidWithout(
  trx: Trx,
  extract: number | null,
  { kpis, from, units }: { kpis: readonly string[]; from: string; units: readonly string[] | undefined },
): Promise<Map<string, Said[]>> {
  const rows = await trx
    .selectFrom('figure as f')
    .innerJoin('publication as p', (j) =>
      j.onRef('p.council_id', '=', 'f.council_id').onRef('p.id', '=', 'f.publication_id'),
    )
    .leftJoin('extract as x', (j) =>
      j.onRef('x.council_id', '=', 'p.council_id').onRef('x.id', '=', 'p.extract_id'),
    )
    .select(['f.unit_code', 'f.kpi_code', 'f.period', 'f.restated', 'f.coverage'])
    .select(['f.state', 'f.numerator', 'f.denominator', 'f.value', 'f.symbol'])
    .where('f.council_id', '=', councilId)
    .where('f.kpi_code', 'in', [...kpis, ''])
    .where('f.period', '>=', from)
    .$if(units !== undefined, (q) => q.where('f.unit_code', 'in', [...(units ?? []), '']))
    .where((e) =>
      e.or([e('x.id', 'is', null), e.and([e('x.status', '<>', 'reverted'), e('x.id', '<>', extract)])]),
    )
    .orderBy('f.publication_id')
    .execute()
  const said = new Map<string, Said[]>()
  for (const { unit_code, kpi_code, period, state, coverage, ...rest } of rows) {
    const key = `${unit_code} ${kpi_code} ${period}`
    const one = { ...rest, state: state as State, coverage: coverage as Coverage | null }
    said.set(key, [...(said.get(key) ?? []), one])
  }
  return said
}

function isOtherNumber(a: Cell, b: Cell): boolean {
  return (['state', 'numerator', 'denominator', 'value'] as const).some((key) => a[key] !== b[key])
}

function isSameCoverage(a: Pick<Said, 'coverage'>, b: Pick<Said, 'coverage'>): boolean {
  return a.coverage?.notReported === b.coverage?.notReported
}

/** A figure restates an earlier one when it says another number; receiving what was missing is not restating, nor is a
 *  roll-up that grows because of it. Once restated, a cell stays so. */
function isRestated(figure: Figure, before: Said | undefined): boolean {
  if (before === undefined) return false
  if (before.restated) return true
  return before.state !== 'not_reported' && isSameCoverage(before, figure) && isOtherNumber(before, figure)
}
