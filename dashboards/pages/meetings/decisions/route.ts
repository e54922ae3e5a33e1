import { isClosedOn, teamsOf } from '#domain/catalogue/unit.ts'
import { monthOf } from '#domain/time/period.ts'
import type { Page, PageRequest } from '../../kit/page.ts'
import { tableRoutes } from '../../kit/table-routes.ts'
import { decisionsTable } from './table.ts'
import { decisionsView } from './view.ts'

type Asked = { Params: { unit: string } }
type Asking = PageRequest & { params: Asked['Params'] }

const permission = 'scorecards.read'

/** `/units/:unit/decisions`, also as `.csv`, `.xlsx` and `.json`: what the unit and the units beneath it agreed, and the
 * outcome of each agreed action. */
export const decisionsPage: Page = {
  name: 'decisions',
  register(app, { reads, frame, today, visible, may, refuse }) {
    app.get<Asked>('/units/:unit/decisions', { config: { permission } }, async (request) => {
      const { unit, decisions, unitNames, kpiNames } = await decisionsOf(request)
      return decisionsView({
        frame: await frame(request),
        unit,
        decisions,
        unitNames,
        kpiNames,
        adds: may(request, 'decisions.write') && !isClosedOn(unit, await today()),
      })
    })

    tableRoutes(app, { path: '/units/:unit/decisions', permission }, async (request) => {
      const { unit, decisions, unitNames, kpiNames, day } = await decisionsOf(request as Asking)
      return decisionsTable(unit, decisions, { units: unitNames, kpis: kpiNames }, day)
    })

    async function decisionsOf(request: Asking) {
      const day = await today()
      const [units, kpis] = await Promise.all([reads.loadUnits(monthOf(day)), reads.loadKpis(monthOf(day))])
      const unit = units.find((u) => u.code === request.params.unit)
      if (unit === undefined)
        throw refuse('not_found', 'There is no such team or service, or it is not one of yours.')
      const open = new Set(visible(request, units).map((u) => u.code))
      const beneath = [unit, ...units.filter((u) => u.parent === unit.code), ...teamsOf(unit, units)]
      const codes = [...new Set(beneath.map((u) => u.code))].filter((code) => open.has(code))
      return {
        day,
        unit,
        decisions: await reads.loadDecisions(day, codes),
        unitNames: new Map(units.map((u) => [u.code, u.name])),
        kpiNames: new Map(kpis.map((k) => [k.code, k.name])),
      }
    }
  },
}
