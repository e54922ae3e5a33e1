import { isOpenIn, teamTypesOf } from '#domain/unit.ts'
import type { Page } from '../page.ts'
import { actionView, type TeamRow } from './view.ts'

/** `/plan/actions/:ref`: one action's whole story. Figures are those of the units the asker may see; whoever may see
 *  none gets counts. */
export const actionPage: Page = {
  name: 'action',
  register(app, { reads, frame, today, visible, may, refuse }) {
    app.get<{ Params: { ref: string } }>(
      '/plan/actions/:ref',
      { config: { permission: 'plan.read' } },
      async (request, reply) => {
        const { ref } = request.params
        const canonical = ref.toUpperCase()
        if (!/^[RF][0-9]{1,3}[.][0-9]{1,3}$/.test(canonical)) throw refuse('not_found', advice(ref))
        if (canonical !== ref) return reply.redirect(`/plan/actions/${canonical}`, 308)
        const day = await today()
        const units = await reads.loadUnits(day.slice(0, 7))
        const seen = may(request, 'plan.figures') ? visible(request, units) : []
        const top = seen[0]
        const action = await reads.loadPlanAction(canonical, day, top?.code)
        if (action === null) throw refuse('not_found', advice(ref))
        const { period } = action
        const month = period ?? day.slice(0, 7)
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
              return [{ code, name, figure, counted: kpi.countedBy.includes(team.teamType ?? '') }]
            },
          ),
        }))
        const named = new Map(visible(request, units).map((u) => [u.code, u.name]))
        return actionView({
          frame: await frame(request),
          action: {
            ...action,
            decisions: action.decisions.filter((d) => d.unit === null || named.has(d.unit)),
          },
          day,
          unit,
          teams,
          unitNames: named,
        })
      },
    )
  },
}

function advice(ref: string): string {
  const bare = /^[0-9]{1,3}[.][0-9]{1,3}$/.exec(ref)?.[0]
  const meant =
    bare === undefined
      ? 'References look like R6.1 (a recommendation) or F1.1 (a finding).'
      : `The plan numbers both its recommendations and its findings so: look for R${bare} or F${bare}.`
  return `There is no action ${ref.slice(0, 40)} in the plan. ${meant} The page /plan lists every action.`
}
