import type { CaseListFields } from '#domain/council/case-list.ts'
import { monthOf } from '#domain/time/period.ts'
import { caseListAddress } from '../../../addresses.ts'
import { textSent, versionSent } from '../../kit/form-values.ts'
import type { Page, PageDeps, PageReply, PageRequest } from '../../kit/page.ts'
import type { CaseListForm, CaseListsView } from './model.ts'
import { caseListsView } from './view.ts'

type Body = Record<string, unknown> | null | undefined
type Sending = PageRequest & { body: Body }

/** `/admin/settings/case-lists?kpi=CP04`: where the council's case system lists the names behind each measure, and the form of one.
 * The data team may read it. */
export const caseListsPage: Page = {
  name: 'case-lists',
  register(app, deps) {
    const path = caseListAddress()
    app.get<{ Querystring: { kpi?: unknown } }>(
      path,
      { config: { permission: 'settings.read' } },
      async (request) =>
        caseListsView(await loadView(request, deps, textSent(request.query.kpi).toUpperCase())),
    )
    app.post<{ Body: Body }>(path, { config: { permission: 'settings.write' } }, (request, reply) =>
      setCaseList(request, reply, deps),
    )
  },
}

async function setCaseList(request: Sending, reply: PageReply, deps: PageDeps) {
  const sent = request.body ?? {}
  const kpi = textSent(sent.kpi).toUpperCase()
  const typed: CaseListFields = {
    address: textSent(sent.address),
    label: textSent(sent.label),
    reason: textSent(sent.reason),
  }
  const { id, name } = deps.authorOf(request)
  const grants = deps.personOf(request)?.grants ?? []
  const outcome = await deps.writes.setCaseList({
    ...{ kpi, typed, isRemoved: sent.remove === 'yes', seen: versionSent(sent.version) },
    by: { id, name, grants },
  })
  if ('line' in outcome) {
    const { line, changed } = outcome
    deps.acknowledge(request, {
      text: !changed
        ? 'It was so already. Nothing has changed.'
        : line.list === null
          ? `The list of ${kpi} is taken away. No page links it from now on.`
          : `The list of ${kpi} is set. Its pages link ${line.list.label} from now on.`,
    })
    return reply.redirect(caseListAddress(), 303)
  }
  reply.code(outcome.is === 'stale' ? 409 : 422)
  const view = await loadView(request, deps, kpi)
  if (view.form === null) return caseListsView(view)
  const form: CaseListForm =
    outcome.is === 'stale' ? { ...view.form, isStale: true } : { ...view.form, typed, errors: outcome.errors }
  return caseListsView({ ...view, form })
}

async function loadView(
  request: PageRequest,
  { reads, frame, may, refuse, today }: PageDeps,
  code: string,
): Promise<CaseListsView> {
  const [surround, kpis, lines] = await Promise.all([
    frame(request),
    today().then((day) => reads.loadKpis(monthOf(day))),
    reads.loadCaseListLines(),
  ])
  const writes = may(request, 'settings.write')
  const kpi = kpis.find((each) => each.code === code)
  const current = lines.find((line) => line.kpi === code) ?? null
  if (code !== '' && kpi === undefined && current === null)
    throw refuse('not_found', 'There is no measure with that code. Choose one on /admin/settings/case-lists.')
  return {
    frame: surround,
    kpis,
    lines,
    form:
      code === '' || !writes
        ? null
        : {
            ...{ kpi: { code, name: kpi?.name ?? code }, current, errors: {}, isStale: false },
            typed: { address: current?.list?.address ?? '', label: current?.list?.label ?? '', reason: '' },
          },
    csrfToken: writes ? (surround.actor?.csrfToken ?? null) : null,
  }
}
