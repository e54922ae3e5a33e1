import { isCountedBy } from '#domain/catalogue/kpi.ts'
import { isOpenIn, teamTypesOf } from '#domain/catalogue/unit.ts'
import { dayName, lastQuarter, monthOf } from '#domain/time/period.ts'
import type { PlanActionDetail } from '#server/reads/plan-action.ts'
import type { Series } from '#server/reads/series.ts'
import type { StoredFigure } from '#server/record/figures.ts'
import { actionAddress } from '../../../addresses.ts'
import { isCarried } from '../../../components/kpi-row/kpi-row.ts'
import type { AnyTableFile } from '../../../exports/table-file.ts'
import { chartRoutes } from '../../kit/chart-routes.ts'
import type { Page, PageDeps, PageFrame, PageRequest } from '../../kit/page.ts'
import { releasesOf } from '../../kit/releasable.ts'
import { tableRoutes } from '../../kit/table-routes.ts'
import { measuresDrawn, supportOf, titledRatingStrip } from './charts.ts'
import type { TeamRow } from './model.ts'
import { type ActionTables, actionDecisionsTable, evidenceTable, measuresTable } from './tables.ts'
import { actionView } from './view.ts'

type Asked = { ref: string }

const permission = 'plan.read'
const reference = /^[RF][0-9]{1,3}[.][0-9]{1,3}$/

/** `/plan/actions/:ref`: the whole story of one action. Its figures are those of the units that the asker may see; an asker who
 * may see none gets counts. Its measures are also available as `.csv`, `.xlsx` and `.json`, its evidence and decisions likewise
 * at `/evidence` and `/decisions` beneath it. */
export const actionPage: Page = {
  name: 'action',
  register(app, deps) {
    const { reads, frame, today, may, refuse, charts } = deps
    app.get<{ Params: Asked }>('/plan/actions/:ref', { config: { permission } }, async (request, reply) => {
      const { ref } = request.params
      const canonical = ref.toUpperCase()
      if (reference.test(canonical) && canonical !== ref) return reply.redirect(actionAddress(canonical), 308)
      const shown = await actionFor(request, ref, deps)
      const { action, unit } = shown
      const series = unit === null ? [] : await loadDrawn(action, unit, reads)
      const surround = await frame(request)
      return actionView({
        ...{ ...shown, frame: surround, series },
        releases: await releasesFor({ frame: surround, may: may(request, 'texts.release') }, action, deps),
      })
    })

    for (const [path, tableOf] of Object.entries(tables)) {
      tableRoutes(app, { path: `/plan/actions/:ref${path}`, permission }, async (request) => {
        const { ref } = request.params as Asked
        return tableOf(await actionFor(request, ref.toUpperCase(), deps))
      })
    }

    chartRoutes(
      app,
      { charts, refuse, reads },
      { chart: 'rating-strip', permission, query: { action: 'once' } },
      async (_request, query) => {
        const ref = typeof query.action === 'string' ? query.action.toUpperCase() : ''
        const day = await today()
        const action = await reads.loadPlanAction(ref, day)
        if (action === null) throw refuse('not_found', `action: ${advice(ref)}`)
        if (action.ratings.length === 0) return null
        return {
          name: `improvement-plan-${ref}-ratings-${day}`,
          titledChart: titledRatingStrip(action),
          source: `Improvement plan, as it stood on ${dayName(day)}`,
          kind: 'count',
        }
      },
    )
  },
}

/** The files of the page's tables, by the part that follows the action's own address. */
const tables: Record<string, (shown: ActionTables) => AnyTableFile> = {
  '': measuresTable,
  '/evidence': evidenceTable,
  '/decisions': actionDecisionsTable,
}

/** An action with those of its figures, teams and decisions that the asker may see. */
async function actionFor(
  request: PageRequest,
  ref: string,
  { reads, today, visible, may, refuse }: PageDeps,
): Promise<ActionTables> {
  if (!reference.test(ref)) throw refuse('not_found', advice(ref))
  const day = await today()
  const units = await reads.loadUnits(monthOf(day))
  const open = visible(request, units)
  const seen = may(request, 'plan.figures') ? open : []
  const top = seen[0]
  const stored = await reads.loadPlanAction(ref, day, top?.code)
  if (stored === null) throw refuse('not_found', advice(ref))
  const action = await asPublished(stored, reads)
  const month = action.period ?? monthOf(day)
  const unit =
    top === undefined
      ? null
      : { code: top.code, name: top.name, teamTypes: teamTypesOf(top, units, month, month) }
  const teams = action.kpis.map(({ kpi }) => ({
    kpi: kpi.code,
    rows: (action.units.find((u) => u.kpi === kpi.code)?.units ?? []).flatMap(
      ({ code, name, figure }): TeamRow[] => {
        const team = seen.find((u) => u.code === code)
        if (team?.kind !== 'team' || team.code === unit?.code || !isOpenIn(team, month)) return []
        return [{ code, name, figure, counted: isCountedBy(kpi, team) }]
      },
    ),
  }))
  const unitNames = new Map(open.map((u) => [u.code, u.name]))
  const decisions = action.decisions.filter((d) => d.unit === null || unitNames.has(d.unit))
  return { action: { ...action, decisions }, day, unit, teams, unitNames, parts: seen }
}

/** Which of an action's texts the reader may release. */
async function releasesFor(
  reader: { frame: PageFrame; may: boolean },
  action: PlanActionDetail,
  { reads, today }: PageDeps,
) {
  const { ratings, progress, evidence, milestones, decisions } = action
  const ofPlan = [
    ...[...ratings, ...progress, ...evidence].map(({ release }) => release),
    ...milestones.flatMap(({ movedRelease }) => movedRelease ?? []),
  ]
  return releasesOf(
    reader,
    [
      ...ofPlan.map((release) => ({ release, unit: null, byRole: '' })),
      ...decisions.map(({ release, unit, byRole }) => ({ release, unit, byRole: byRole ?? '' })),
    ],
    { units: await reads.loadUnits(monthOf(await today())), back: actionAddress(action.ref) },
  )
}

/** The action, with the moment at which each figure was published instead of the moment at which it was stored. */
async function asPublished(action: PlanActionDetail, reads: PageDeps['reads']): Promise<PlanActionDetail> {
  const { period } = action
  if (period === null) return action
  const publishedAt = await reads.loadPublicationMoments({
    units: await reads.loadUnits(period),
    kpis: action.kpis.map(({ kpi }) => kpi.code),
    periods: [period, lastQuarter(period)],
  })
  const withPublishedAt = (figure: StoredFigure): StoredFigure => ({
    ...figure,
    publishedAt: publishedAt(figure.unit, figure.kpi, figure.period) ?? figure.publishedAt,
  })
  return {
    ...action,
    kpis: action.kpis.map((k) => (k.figure === null ? k : { ...k, figure: withPublishedAt(k.figure) })),
    units: action.units.map((k) => ({
      ...k,
      units: k.units.map((u) => ({ ...u, figure: withPublishedAt(u.figure) })),
    })),
  }
}

/** The series of the measures that the unit carries, if they are few enough to draw and the action was put in
 * place. */
async function loadDrawn(
  { kpis, milestones, period }: PlanActionDetail,
  unit: { code: string; teamTypes: ReadonlySet<string> },
  reads: PageDeps['reads'],
): Promise<Series[]> {
  const carried = kpis.filter((k) => isCarried(k, unit.teamTypes))
  if (period === null || carried.length > measuresDrawn || supportOf(milestones) === null) return []
  const series = await Promise.all(
    carried.map(({ kpi }) =>
      kpi.grains.includes('monthly')
        ? reads.loadSeries({ unit: unit.code, kpi: kpi.code, grain: 'monthly', calculatedAt: period })
        : null,
    ),
  )
  return series.filter((s) => s !== null)
}

function advice(ref: string): string {
  const bare = /^[0-9]{1,3}[.][0-9]{1,3}$/.exec(ref)?.[0]
  const meant =
    bare === undefined
      ? 'References look like R6.1 (a recommendation) or F1.1 (a finding).'
      : `The plan numbers both its recommendations and its findings so: look for R${bare} or F${bare}.`
  return `There is no action ${ref.slice(0, 40)} in the plan. ${meant} The page /plan lists every action.`
}
