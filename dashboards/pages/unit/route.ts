import { isOpenIn, teamsOf, type Unit } from '#domain/unit.ts'
import type { Scorecard } from '#server/reads/scorecard.ts'
import type { Page } from '../page.ts'
import { unitView } from './view.ts'

/** `/units/:unit`: the unit, what is beneath it, and for a service each team's three matters on one page. */
export const unitPage: Page = {
  name: 'unit',
  register(app, { reads, frame, today, visible, may }) {
    app.get<{ Params: { unit: string } }>(
      '/units/:unit',
      { config: { permission: 'units.read' } },
      async (request) => {
        const day = await today()
        const [surround, tree, published] = await Promise.all([
          frame(request),
          reads.loadUnits(day.slice(0, 7)),
          reads.loadPublishedMonths(),
        ])
        const unit = tree.find((u) => u.code === request.params.unit) as Unit
        const open = visible(request, tree)
        const readsFigures = may(request, 'scorecards.read')
        const months = readsFigures ? published.filter((m) => isOpenIn(unit, m.period)) : []
        const period = months.at(-1)?.period ?? null
        const children = tree.filter((u) => u.parent === unit.code && open.includes(u))
        const carded =
          period === null ? [] : [unit, ...children].filter((u) => isOpenIn(u, period) && open.includes(u))
        const [decisions, ...scorecards] = await Promise.all([
          readsFigures ? reads.loadDecisions(day) : [],
          ...carded.map((u) => reads.loadScorecard(u.code, period ?? '', day)),
        ])
        const beneath = new Set(teamsOf(unit, tree).map((t) => t.code)).add(unit.code)
        const own = new Set(open.map((u) => u.code).filter((code) => beneath.has(code)))
        return unitView({
          frame: surround,
          unit,
          tree,
          visible: new Set(open.map((u) => u.code)),
          months,
          period,
          scorecards: scorecards.filter((s): s is Scorecard => s !== null),
          decisions: decisions.filter((d) => d.unit !== null && own.has(d.unit)),
        })
      },
    )
  },
}
