import { xlsxType } from '#domain/extracts/spreadsheet-text.ts'
import type { Writer } from '#server/access/permissions/actor.ts'
import { extractAddress } from '../../../addresses.ts'
import type { Page, PageDeps, PageReply, PageRequest } from '../../kit/page.ts'
import { changedCsv, changedXlsx } from '../kit/effects-csv.ts'
import { noExtractWords } from '../kit/no-extract.ts'
import { extractNumber, refusalWords } from '../kit/words.ts'
import { checkedWords, reasonAsked } from './decision.ts'
import { emptyForm, type FormError, judgedForm, type PublishForm, readForm } from './form.ts'
import { loadCheckedView, loadView } from './load-view.ts'
import type { ExtractChangesView } from './model.ts'
import { movedHeading } from './moved-figures.ts'
import { extractChangesView } from './view.ts'

type Params = { id: string }
type Body = Record<string, unknown> | null | undefined
type Asking = PageRequest & { params: Params }
type Sending = Asking & { body: Body }

const handlerTimeout = 120_000

/** `/extracts/:id/changes`: what a file would change, or changed, also as `.csv`, `.xlsx` and `.json`. Decisions are sent to
 * `/publish`, `/approve` and `/cancel` beneath the extract. */
export const extractChangesPage: Page = {
  name: 'extract-changes',
  register(app, deps) {
    const read = { config: { permission: 'extracts.read' as const }, handlerTimeout }
    const publishing = { config: { permission: 'extracts.publish' as const }, handlerTimeout }
    const approval = { config: { permission: 'extracts.approve' as const }, handlerTimeout }
    type Asked = { Params: Params }
    type Sent = { Params: Params; Body: Body }

    app.get<Asked>('/extracts/:id/changes', read, async (request, reply) => {
      const view = await loadView(request, deps)
      return view === null ? reply.redirect(extractAddress(request.params.id)) : extractChangesView(view)
    })
    app.get<Asked>('/extracts/:id/changes.csv', read, (request, reply) => sendCsv(request, reply, deps))
    app.get<Asked>('/extracts/:id/changes.xlsx', read, (request, reply) => sendXlsx(request, reply, deps))
    app.get<Asked>('/extracts/:id/changes.json', read, async (request, reply) =>
      reply.redirect(`/api/v1/extracts/${encodeURIComponent(request.params.id)}/changes`),
    )
    app.post<Sent>('/extracts/:id/publish', publishing, (request, reply) => publish(request, reply, deps))
    app.post<Sent>('/extracts/:id/approve', approval, (request, reply) => approve(request, reply, deps))
    app.post<Sent>('/extracts/:id/cancel', approval, (request, reply) => cancel(request, reply, deps))
  },
}

async function sendCsv(request: Asking, reply: PageReply, deps: PageDeps) {
  const { receipt, effects } = await loadCheckedView(request, deps)
  reply
    .type('text/csv; charset=utf-8')
    .header('content-disposition', `attachment; filename="extract-${receipt.id}-changes.csv"`)
  return changedCsv(effects.changed)
}

async function sendXlsx(request: Asking, reply: PageReply, deps: PageDeps) {
  const { receipt, effects } = await loadCheckedView(request, deps)
  return reply
    .serializer((body) => body)
    .type(xlsxType)
    .header('content-disposition', `attachment; filename="extract-${receipt.id}-changes.xlsx"`)
    .send(changedXlsx(effects.changed))
}

/** Publishes the file, now or at a set time, or requests it if a second person must approve. */
async function publish(request: Sending, reply: PageReply, deps: PageDeps) {
  const seen = seenIn(request)
  const view = await loadCheckedView(request, deps, seen)
  const form = readForm(request.body ?? {})
  if (request.body?.checked !== checkedWords(view)) {
    const text = 'The file was checked again since you opened this page. Look at it once more'
    return again(view, reply, emptyForm, [{ text, href: '#changed', field: 'form' }])
  }
  const { at, errors } = judgedForm(form, view.kinds, reasonAsked(view))
  if (errors.length > 0) return again(view, reply, form, errors)
  return decided(request, reply, deps, form, async (by) => {
    const decision = await deps.writes.extracts.publish(view.receipt.id, {
      by,
      reason: form.reason === '' ? null : form.reason,
      acceptWarnings: true,
      at: at === null ? null : new Date(at),
      seen,
    })
    return decision.is === 'published' ? '/receipt' : ''
  })
}

/** Approves a publication that somebody else requested, or sends it back if its changes are no longer what was requested. */
async function approve(request: Sending, reply: PageReply, deps: PageDeps) {
  return decided(request, reply, deps, emptyForm, async (by, id) => {
    const approving = deps.writes.extracts.approve(id, { by, seen: seenIn(request) })
    const decision = await approving.catch((fault: unknown) => {
      // The page had already shown that the figures changed, so the button sends the request back.
      if (request.body?.back === 'yes' && refusalWords(fault)?.code === 'changes_moved') return null
      throw fault
    })
    if (decision === null) return '/changes'
    return decision.is === 'published' ? '/receipt' : ''
  })
}

async function cancel(request: Sending, reply: PageReply, deps: PageDeps) {
  return decided(request, reply, deps, emptyForm, async (by, id) => {
    await deps.writes.extracts.cancel(id, { by, mayPublish: deps.may(request, 'extracts.publish') })
    return ''
  })
}

/** Carries out the decision and redirects to the address that `act` returns beneath the extract. A refusal is shown on the page
 * again. */
async function decided(
  request: Sending,
  reply: PageReply,
  deps: PageDeps,
  form: PublishForm,
  act: (by: Writer, id: number) => Promise<string>,
) {
  const id = extractNumber(request.params.id)
  if (id === null) throw deps.refuse('not_found', noExtractWords)
  try {
    const then = await act(deps.authorOf(request), id)
    return reply.redirect(`${extractAddress(id)}${then}`, 303)
  } catch (fault) {
    const refusal = refusalWords(fault)
    if (refusal === null || refusal.code === 'not_found') throw fault
    const view = await loadCheckedView(request, deps, seenIn(request), refusal)
    // After another check the boxes stand for other warnings.
    const isSame = request.body?.checked === checkedWords(view)
    const isMoved = refusal.code === 'changes_moved' && movedHeading(view) !== null
    const asTyped = isSame ? form : { ...form, ticked: new Set<string>() }
    return again(view, reply, asTyped, isMoved ? [] : [errorOf(refusal)])
  }
}

/** The page again, with what was typed and what is wrong with it. */
function again(view: ExtractChangesView, reply: PageReply, form: PublishForm, errors: FormError[]) {
  const moved = movedHeading(view)
  const first: FormError[] = moved === null ? [] : [{ text: moved, href: '#moved', field: 'moved' }]
  reply.code(errors.length > 0 ? 422 : 409)
  return extractChangesView({ ...view, form, errors: [...first, ...errors] })
}

/** The name of the comparison that a form was opened with. Null if the form names none: then it is the comparison of the check
 * or of the request. */
function seenIn(request: Sending): string | null {
  const seen = request.body?.seen
  if (seen === undefined) return null
  // A value that is not text matches no comparison, like an invented name.
  return typeof seen === 'string' ? seen : 'not a name'
}

function errorOf({ code, text }: { code: string; text: string }): FormError {
  if (code === 'warnings_not_accepted') return { text, href: '#warnings', field: 'warnings' }
  if (code === 'reason_needed') return { text, href: '#reason', field: 'reason' }
  if (code === 'unprocessable') return { text, href: '#on-day', field: 'day' }
  return { text, href: '#effects', field: 'form' }
}
