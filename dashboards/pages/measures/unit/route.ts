import { unitAddress } from '../../../addresses.ts'
import { textSent, versionSent } from '../../kit/form-values.ts'
import type { Page, PageDeps, PageReply, PageRequest } from '../../kit/page.ts'
import { unitChartRoutes, unitTableRoutes } from './files.ts'
import { loadView } from './load-view.ts'
import type { UnitQuery } from './subject.ts'
import { unitView } from './view.ts'

type Asked = { Params: { unit: string }; Querystring: UnitQuery }
type Sent = Asked & { Body: { to?: unknown; reason?: unknown; version?: unknown } | null | undefined }
type Sending = PageRequest & { params: Sent['Params']; query: UnitQuery; body: Sent['Body'] }

/** `/units/:unit?period=2019-04&kpi=`, its matters also as `.csv`, `.xlsx` and `.json`. For a service: each team's three matters
 * and last agreed actions. For a team: what it is and does. For the council: its services. A closed team's open business is handed to
 * another by `/succession` beneath it. */
export const unitPage: Page = {
  name: 'unit',
  register(app, deps) {
    app.get<Asked>('/units/:unit', { config: { permission: 'units.read' } }, async (request) =>
      unitView(
        await loadView(request, deps, { unit: request.params.unit, query: request.query, typed: null }),
      ),
    )
    app.post<Sent>('/units/:unit/succession', { config: { permission: 'units.write' } }, (request, reply) =>
      recordSuccession(request, reply, deps),
    )
    unitChartRoutes(app, deps)
    unitTableRoutes(app, deps)
  },
}

/** Hands the open business of a closed team to another team. */
async function recordSuccession(request: Sending, reply: PageReply, deps: PageDeps) {
  const { unit } = request.params
  const { today } = await deps.frame(request)
  const typed = { to: textSent(request.body?.to), reason: textSent(request.body?.reason) }
  const seen = versionSent(request.body?.version)
  const result = await deps.writes.recordSuccession({
    ...{ unit, ...typed, from: null, seen, by: deps.authorOf(request), today },
  })
  if (result.is === 'saved') {
    deps.acknowledge(request, { text: 'Its open business is handed over.' })
    return reply.redirect(unitAddress(unit), 303)
  }
  reply.code(result.is === 'stale' ? 409 : 422)
  return unitView(
    await loadView(request, deps, {
      unit,
      query: request.query,
      typed: {
        ...typed,
        version: result.is === 'stale' ? (result.current?.version ?? 0) : seen,
        faults: result.is === 'faulty' ? result.faults : [],
        stale: result.is === 'stale',
      },
    }),
  )
}
