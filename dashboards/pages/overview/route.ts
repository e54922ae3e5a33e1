import { teamTypesOf } from '#domain/unit.ts'
import type { Page } from '../page.ts'
import { questionOf } from './question.ts'
import { nothingPublishedView, overviewView } from './view.ts'

/** `/overview?period=&kpi=`: for the widest unit the asker may see. */
export const overviewPage: Page = {
  name: 'overview',
  register(app, { reads, frame, today, visible, refuse }) {
    app.get<{ Querystring: Record<string, unknown> }>(
      '/overview',
      { config: { permission: 'overview.read' } },
      async (request) => {
        const day = await today()
        const months = (await reads.loadPublishedMonths()).map((m) => m.period)
        const latest = months.at(-1)
        if (latest === undefined) return nothingPublishedView({ frame: await frame(request) })
        const [units, catalogue] = await Promise.all([reads.loadUnits(latest), reads.loadKpis(latest)])
        const seen = visible(request, units)
        const top = seen[0]
        if (top === undefined) throw refuse('not_found', 'There is nothing at this address.')
        const types = teamTypesOf(top, units, months[0] ?? latest, latest)
        const kpis = catalogue.filter(
          (k) => k.grains.includes('monthly') && k.teamTypes.some((type) => types.has(type)),
        )
        const question = questionOf(request.query, months, kpis)
        const [overview, scorecard, plan] = await Promise.all([
          reads.loadOverview({
            period: question.period,
            kpi: question.kpi,
            scope: top.code,
            day,
            parts: seen.some((u) => u.kind === 'team') ? 'team' : 'service',
          }),
          reads.loadScorecard(top.code, question.period, day),
          reads.loadPlan(day, top.code),
        ])
        if (overview === null) throw refuse('not_found', `There is nothing to show for ${top.name}.`)
        return overviewView({
          frame: await frame(request),
          day,
          unit: top,
          overview: { ...overview, kpis },
          scorecard,
          contradictions: plan.sections
            .flatMap((s) => s.actions)
            .flatMap((a) => a.checks)
            .filter((c) => c.kind === 'on_track_but_concerning'),
          refused: question.refused,
        })
      },
    )
  },
}
