import { monthOf } from '#domain/time/period.ts'
import type { Page } from '../../kit/page.ts'
import { definitionView } from './view.ts'

/** `/help/kpis/:kpi`: what one measure is. */
export const definitionPage: Page = {
  name: 'definition',
  register(app, { reads, frame, today, may, refuse }) {
    app.get<{ Params: { kpi: string } }>(
      '/help/kpis/:kpi',
      { config: { permission: 'help.read' } },
      async (request) => {
        const day = await today()
        const kpis = await reads.loadKpis(monthOf(day))
        const kpi = kpis.find((k) => k.code === request.params.kpi.toUpperCase())
        if (kpi === undefined)
          throw refuse('not_found', 'There is no measure with that code. All of them are under Help.')
        const [surround, targets, returns, caseLists, links, catalogue, benchmark] = await Promise.all([
          frame(request),
          reads.loadTargets(),
          reads.loadReturns(),
          reads.loadCaseLists(),
          reads.loadLinkedActions(day),
          reads.loadCatalogueHistory(),
          kpi.benchmark === null ? null : reads.loadBenchmark(kpi.benchmark),
        ])
        return definitionView({
          frame: surround,
          kpi,
          month: monthOf(day),
          targets: targets.filter((t) => t.kpi === kpi.code),
          dataReturn: returns.find((r) => r.code === kpi.returnCode) ?? null,
          caseList: caseLists.get(kpi.code) ?? null,
          actions: may(request, 'plan.read') ? links.filter((l) => l.kpi === kpi.code) : [],
          changes: catalogue.changesOf(kpi.code),
          benchmark,
          siblings: kpis.filter((k) => k.subject === kpi.subject && k.code !== kpi.code),
        })
      },
    )
  },
}
