/** `GET /scorecards`, `/series` and `/periods`: what the pages show, as data. */
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { benchmarkSource, comparatorsOf } from '#domain/catalogue/benchmark.ts'
import type { Kpi } from '#domain/catalogue/kpi.ts'
import type { Figure } from '#domain/figures/figure.ts'
import { addedParts } from '#domain/figures/wholeness.ts'
import { type SignOff, signOffWords } from '#domain/scorecard/sign-off.ts'
import { missingFigures, nothingCameWords } from '#domain/scorecard/silent-months.ts'
import { firstDay, type Grain, grainOf, lastDay, monthOf } from '#domain/time/period.ts'
import { phraseOf } from '#domain/wording/phrase.ts'
import { problem } from '#server/errors.ts'
import {
  asAtParameter,
  checkKpi,
  checkSpan,
  grainParameter,
  kpiParameter,
  monthParameter,
  periodParameter,
  refusals,
  treeParameter,
  unitParameter,
} from '#server/http/parameters.ts'
import type { Reads } from '#server/reads/reads.ts'
import type { Scorecard, ScorecardLine } from '#server/reads/scorecard.ts'
import type { Baseline } from '#server/record/annotations.ts'
import type { StoredFigure } from '#server/record/figures.ts'
import {
  type cellAnswer,
  periodsAnswer,
  type ScorecardAnswer,
  scorecardAnswer,
  seriesAnswer,
} from './answers.ts'

export type ScorecardSources = {
  reads: Pick<
    Reads,
    | 'loadKpis'
    | 'loadScorecard'
    | 'loadSeries'
    | 'loadBenchmark'
    | 'loadPublishedMonths'
    | 'loadPendingMeasures'
  >
  today: () => Promise<string>
}

/** Registers the routes of scorecards, series and published months. */
export function scorecardRoutes(app: FastifyInstance, sources: ScorecardSources): void {
  periodsRoute(app, sources)
  scorecardRoute(app, sources)
  seriesRoute(app, sources)
}

function periodsRoute(app: FastifyInstance, { reads }: ScorecardSources): void {
  app.withTypeProvider<ZodTypeProvider>().get(
    '/periods',
    {
      config: { permission: 'catalogue.read' },
      schema: {
        summary: 'The published months',
        tags: ['Scorecards'],
        querystring: z.strictObject({ asAt: asAtParameter.optional() }),
        response: { 200: periodsAnswer, ...refusals },
      },
    },
    async (request) => {
      const months = await reads.loadPublishedMonths(dateOf(request.query.asAt))
      return {
        periods: months.map(({ period, publishedAt }) => ({
          period,
          publishedAt: publishedAt.toISOString(),
        })),
      }
    },
  )
}

function scorecardRoute(app: FastifyInstance, { reads, today }: ScorecardSources): void {
  app.withTypeProvider<ZodTypeProvider>().get(
    '/scorecards/:unit/:period',
    {
      config: { permission: 'scorecards.read' },
      schema: {
        summary: 'The scorecard of a team, a service or the council for a month',
        description:
          'A signed-off month is given as its latest version says; `asAt` gives any moment, a version’s included.',
        tags: ['Scorecards'],
        params: z.strictObject({ unit: unitParameter, period: monthParameter }),
        querystring: z.strictObject({ asAt: asAtParameter.optional(), tree: treeParameter.optional() }),
        response: { 200: scorecardAnswer, ...refusals },
      },
    },
    async (request) => {
      const { unit, period } = request.params
      const { asAt, tree } = request.query
      const scorecard = await reads.loadScorecard(unit, period, await today(), dateOf(asAt), tree)
      if (scorecard === null) throw problem('not_found', `${unit} has no scorecard for ${period}.`)
      return answerOf(scorecard, await reads.loadPendingMeasures())
    },
  )
}

function seriesRoute(app: FastifyInstance, { reads, today }: ScorecardSources): void {
  app.withTypeProvider<ZodTypeProvider>().get(
    '/series/:unit/:kpi',
    {
      config: { permission: 'scorecards.read' },
      schema: {
        summary: 'A KPI of a unit over time, with its limits and signals',
        description:
          '`from` and `to` choose which points are given; the calculation is that of the whole series.',
        tags: ['Scorecards'],
        params: z.strictObject({ unit: unitParameter, kpi: kpiParameter }),
        querystring: z.strictObject({
          from: periodParameter.optional(),
          to: periodParameter.optional(),
          grain: grainParameter.default('monthly'),
          asAt: asAtParameter.optional(),
          tree: treeParameter.optional(),
          method: z
            .literal('nhs')
            .optional()
            .describe('The limits, signals and verdicts of the NHS package instead of the service’s own.'),
        }),
        response: { 200: seriesAnswer, ...refusals },
      },
    },
    async (request) => {
      const { unit, kpi } = request.params
      const { from, to, grain, asAt, tree, method } = request.query
      const code = kpi.toUpperCase()
      const day = await today()
      checkSpan(from === undefined ? null : firstDay(from), to === undefined ? null : lastDay(to))
      checkSeries(await reads.loadKpis(monthOf(day)), { code, grain, from, to })
      const series = await reads.loadSeries({
        unit,
        kpi: code,
        grain,
        from,
        to,
        method,
        asAt: dateOf(asAt),
        ...(tree === 'today' ? { recastOn: monthOf(day) } : {}),
      })
      if (series === null) throw problem('not_found', `Nothing is published of ${code} for ${unit}.`)
      const { benchmark } = series.kpi
      const published = benchmark === null ? null : await reads.loadBenchmark(benchmark)
      const verdictsPending = await reads.loadPendingMeasures()
      const comparators = comparatorsOf(published?.years ?? [], day)
      return {
        unit: series.unit.code,
        kpi: series.kpi.code,
        grain: series.grain,
        tree: series.recast ? ('today' as const) : ('then' as const),
        points: series.points.map((point) => ({
          ...point,
          parts: addedParts(point),
          yearToDate: series.yearsSoFar.get(point.period) ?? null,
        })),
        before: series.before,
        verdictsPending,
        variation: series.variation,
        assurance: series.assurance,
        limits: series.limits,
        finding: series.finding,
        step: series.step,
        baselines: series.baselines.map(baselineOf),
        baselineVersion: series.baselineVersion,
        notes: series.annotations
          .filter(({ kind }) => kind === 'annotation')
          .map(({ id, period, text }) => ({ id, period, text })),
        benchmarks: comparators.map((comparator) => ({ ...comparator, source: benchmarkSource })),
      }
    },
  )
}

function baselineOf({
  id,
  from,
  reason,
  cause,
  byName,
  byRole,
  at,
  dated,
  withdrawal,
}: Baseline): z.infer<typeof seriesAnswer>['baselines'][number] {
  const signed = (by: Pick<Baseline, 'byName' | 'byRole' | 'at' | 'dated'>) => ({
    ...{ by: by.byName, role: by.byRole, at: by.at.toISOString(), dated: by.dated },
  })
  return {
    ...{ id, from, reason, ...signed({ byName, byRole, at, dated }) },
    cause:
      cause === null
        ? null
        : cause.kind === 'action'
          ? { action: cause.ref }
          : { note: cause.id, period: cause.period, text: cause.text },
    withdrawn: withdrawal === null ? null : { reason: withdrawal.reason, ...signed(withdrawal) },
  }
}

/** Refuses a grain that the measure does not have, and periods that are not of the grain. */
function checkSeries(
  kpis: readonly Kpi[],
  {
    code,
    grain,
    from,
    to,
  }: { code: string; grain: Grain; from?: string | undefined; to?: string | undefined },
): void {
  checkKpi(code, kpis)
  const grains = kpis.find((kpi) => kpi.code === code)?.grains ?? []
  if (!grains.includes(grain))
    throw problem('not_found', `${code} is not ${grain}. It is ${grains.join(', ')}.`)
  const other = [from, to].find((period) => period !== undefined && grainOf(period) !== grain)
  if (other === undefined) return
  const message = `${other} is not a period of a ${grain} series: write from and to by its grain.`
  throw problem('bad_request', message)
}

function answerOf(scorecard: Scorecard, verdictsPending: number): ScorecardAnswer {
  return {
    unit: scorecard.unit.code,
    name: scorecard.unit.name,
    period: scorecard.period,
    publishedAt: scorecard.publishedAt?.toISOString() ?? null,
    restated: scorecard.restated,
    asAt: scorecard.asAt?.toISOString() ?? null,
    version: scorecard.version?.number ?? null,
    signOff: scorecard.signOff === null ? null : signOffAnswerOf(scorecard.signOff),
    tree: scorecard.recast ? 'today' : 'then',
    verdictsPending,
    headline: scorecard.headline,
    counts: scorecard.counts,
    goingWell: scorecard.goingWell,
    needsConversation: scorecard.needsConversation,
    nothingCame: nothingCameOf(scorecard),
    rows: scorecard.lines.map(rowOf),
  }
}

function nothingCameOf({ silent, toldOn }: Scorecard): ScorecardAnswer['nothingCame'] {
  const days = silent.flatMap(({ returns }) => returns.map(({ dueOn }) => dueOn)).sort()
  const [dueSince] = days
  if (dueSince === undefined) return null
  return {
    months: silent.map(({ period }) => period),
    figures: missingFigures(silent),
    dueSince,
    sentence: nothingCameWords(silent, toldOn),
  }
}

function signOffAnswerOf(signOff: SignOff): ScorecardAnswer['signOff'] {
  return {
    state: signOff.state,
    words: signOffWords(signOff),
    steps: signOff.steps,
    agreements: signOff.agreements,
    versions: signOff.versions.map(({ number: version, at, dated, change, asAgreed }) => ({
      version,
      at,
      dated,
      restated: change !== null && !asAgreed,
      asAgreed,
      reason: change?.reason ?? null,
      extract: change?.extract ?? null,
    })),
  }
}

function rowOf(line: ScorecardLine): ScorecardAnswer['rows'][number] {
  const { kpi, figure } = line
  return {
    kpi: kpi.code,
    name: kpi.name,
    dimension: kpi.dimension,
    core: kpi.core,
    period: line.period,
    state: figure.state,
    symbol: figure.symbol,
    ...bandIn(figure),
    value: figure.value,
    numerator: figure.numerator,
    denominator: figure.denominator,
    excluded: figure.coverage,
    parts: addedParts(figure),
    missing: missingOf(figure),
    lastWhole: lastWholeOf(figure),
    target: figure.target,
    floor: figure.floor,
    status: figure.status,
    gap: figure.gap,
    judgedOn: figure.judgedOn,
    judgedNumerator: figure.judgedNumerator,
    judgedDenominator: figure.judgedDenominator,
    variation: figure.variation,
    assurance: figure.assurance,
    record: figure.analysis.record ?? null,
    phrase: line.phrase,
    restated: line.restated,
    latestWeek: cellOf(line.latestWeek),
    previous: cellOf(line.previous),
    sameMonthLastYear: cellOf(line.sameMonthLastYear),
    yearToDate: line.yearToDate,
    actions: line.actions.map(({ ref, rating, live }) => ({ ref, rating, live })),
    neverComing: line.neverComing,
  }
}

/** The band of a suppressed figure, where it has one. */
function bandIn({ band }: Pick<Figure, 'band'>) {
  return band === undefined ? {} : { band }
}

function cellOf(figure: StoredFigure | null): z.infer<typeof cellAnswer> | null {
  if (figure === null) return null
  const { period, state, symbol, value, numerator, denominator } = figure
  return {
    period,
    state,
    symbol,
    ...bandIn(figure),
    value,
    numerator,
    denominator,
    parts: addedParts(figure),
  }
}

function missingOf({ leftOut }: Figure): string[] | null {
  return leftOut === null || leftOut.units.length === 0 ? null : leftOut.units
}

function lastWholeOf({ leftOut }: Figure): ScorecardAnswer['rows'][number]['lastWhole'] {
  const last = leftOut?.lastWhole ?? null
  if (last === null) return null
  const { period, value, numerator, denominator, status, variation, assurance } = last
  return { period, value, numerator, denominator, status, variation, assurance, phrase: phraseOf(last) }
}

function dateOf(asAt: string | undefined): Date | undefined {
  return asAt === undefined ? undefined : new Date(asAt)
}
