import { teamsOf } from '#domain/unit.ts'
import type { Page } from '../page.ts'
import { decisionsView } from './view.ts'

/** `/units/:unit/decisions`: what the unit and those beneath it promised, and what came of it. */
export const decisionsPage: Page = {
  name: 'decisions',
  register(app, { reads, frame, today, visible, may, refuse }) {
    app.get<{ Params: { unit: string } }>(
      '/units/:unit/decisions',
      { config: { permission: 'scorecards.read' } },
      async (request) => {
        const day = await today()
        const [surround, units, kpis] = await Promise.all([
          frame(request),
          reads.loadUnits(day.slice(0, 7)),
          reads.loadKpis(day.slice(0, 7)),
        ])
        const unit = units.find((u) => u.code === request.params.unit)
        if (unit === undefined) throw refuse('not_found', 'There is no such unit, or it is not one of yours.')
        const open = new Set(visible(request, units).map((u) => u.code))
        const beneath = [unit, ...units.filter((u) => u.parent === unit.code), ...teamsOf(unit, units)]
        const codes = [...new Set(beneath.map((u) => u.code))].filter((code) => open.has(code))
        return decisionsView({
          frame: surround,
          unit,
          decisions: await reads.loadDecisions(day, codes),
          unitNames: new Map(units.map((u) => [u.code, u.name])),
          kpiNames: new Map(kpis.map((k) => [k.code, k.name])),
          adds: may(request, 'decisions.write'),
        })
      },
    )
  },
}
