import type { FastifyReply, FastifyRequest } from 'fastify'
import { londonDay } from '#domain/time/moment.ts'
import { addDays } from '#domain/time/period.ts'
import { xlsxType } from '../../../exports/workbook.ts'
import type { Page, PageDeps } from '../../kit/page.ts'
import { changedCsv, changedXlsx } from '../kit/effects-csv.ts'
import { named } from '../kit/names.ts'
import { extractNumber, isOverdue, refusalWords } from '../kit/words.ts'
import { checkedWords, reasonAsked } from './decision.ts'
import { emptyForm, type FormError, judgedForm, type PublishForm, readForm } from './form.ts'
import type { ExtractChangesView } from './model.ts'
import { movedHeading } from './moved.ts'
import { extractChangesView } from './view.ts'

type Ask = FastifyRequest<{ Params: { id: string } }>
type Order = FastifyRequest<{ Params: { id: string }; Body: Record<string, unknown> | null | undefined }>

const handlerTimeout = 120_000

/** `/extracts/:id/changes`: what a file would change, or changed, also as `.csv`, `.xlsx` and `.json`. What is decided is
 *  sent to `/publish`, `/approve` and `/cancel` beneath the extract. */
export const extractChangesPage: Page = {
  name: 'extract-changes',
  register(app, deps) {
    const read = { config: { permission: 'extracts.read' as const }, handlerTimeout }
    const publish = { config: { permission: 'extracts.publish' as const }, handlerTimeout }
    const approve = { config: { permission: 'extracts.approve' as const }, handlerTimeout }

    app.get('/extracts/:id/changes', read, async (request: Ask, reply) => {
      const view = await viewOf(request, deps)
      return view === null ? reply.redirect(`/extracts/${request.params.id}`) : extractChangesView(view)
    })

    app.get('/extracts/:id/changes.csv', read, async (request: Ask, reply) => {
      const view = await known(request)
      const name = `extract-${view.receipt.id}-changes.csv`
      reply.type('text/csv; charset=utf-8').header('content-disposition', `attachment; filename="${name}"`)
      return changedCsv(view.effects.changed)
    })

    app.get('/extracts/:id/changes.xlsx', read, async (request: Ask, reply) => {
      const view = await known(request)
      const name = `extract-${view.receipt.id}-changes.xlsx`
      return reply
        .serializer((body) => body)
        .type(xlsxType)
        .header('content-disposition', `attachment; filename="${name}"`)
        .send(await changedXlsx(view.effects.changed))
    })

    app.get('/extracts/:id/changes.json', read, async (request: Ask, reply) =>
      reply.redirect(`/api/v1/extracts/${encodeURIComponent(request.params.id)}/changes`),
    )

    app.post('/extracts/:id/publish', publish, async (request: Order, reply) => {
      const seen = seenIn(request)
      const view = await known(request, seen)
      const form = readForm(request.body ?? {})
      if (request.body?.checked !== checkedWords(view)) {
        const text = 'The file was checked again since you opened this page. Look at it once more'
        return again(view, reply, emptyForm, [{ text, href: '#changed', field: 'form' }])
      }
      const { at, errors } = judgedForm(form, view.kinds, reasonAsked(view))
      if (errors.length > 0) return again(view, reply, form, errors)
      return decided(request, reply, form, async (by) => {
        const decision = await deps.commands.extracts.publish(view.receipt.id, {
          by,
          reason: form.reason === '' ? null : form.reason,
          acceptWarnings: true,
          at: at === null ? null : new Date(at),
          seen,
        })
        return decision.is === 'published' ? '/receipt' : ''
      })
    })

    app.post('/extracts/:id/approve', approve, async (request: Order, reply) =>
      decided(request, reply, emptyForm, async (by, id) => {
        const approving = deps.commands.extracts.approve(id, { by, seen: seenIn(request) })
        const decision = await approving.catch((fault: unknown) => {
          // It was known to have moved: sent back, as the button says.
          if (request.body?.back === 'yes' && refusalWords(fault)?.code === 'changes_moved') return null
          throw fault
        })
        if (decision === null) return '/changes'
        return decision.is === 'published' ? '/receipt' : ''
      }),
    )

    app.post('/extracts/:id/cancel', approve, async (request: Order, reply) =>
      decided(request, reply, emptyForm, async (by, id) => {
        await deps.commands.extracts.cancel(id, { by, mayPublish: deps.may(request, 'extracts.publish') })
        return ''
      }),
    )

    /** Does what was decided and goes on to `then` beneath the extract; what is refused is said on the page again. */
    async function decided(
      request: Order,
      reply: FastifyReply,
      form: PublishForm,
      act: (by: string, id: number) => Promise<string>,
    ) {
      const id = extractNumber(request.params.id)
      if (id === null) throw deps.refuse('not_found', 'There is no such extract.')
      const { person } = await deps.frame(request)
      try {
        const then = await act(person?.name ?? '', id)
        return reply.redirect(`/extracts/${id}${then}`, 303)
      } catch (fault) {
        const refusal = refusalWords(fault)
        if (refusal === null || refusal.code === 'not_found') throw fault
        const view = await known(request, seenIn(request), refusal)
        // After another check the boxes mean other warnings.
        const isSame = request.body?.checked === checkedWords(view)
        const isMoved = refusal.code === 'changes_moved' && movedHeading(view) !== null
        return again(
          view,
          reply,
          isSame ? form : { ...form, ticked: new Set() },
          isMoved ? [] : [errorOf(refusal)],
        )
      }
    }

    function again(view: ExtractChangesView, reply: FastifyReply, form: PublishForm, errors: FormError[]) {
      const moved = movedHeading(view)
      const first: FormError[] = moved === null ? [] : [{ text: moved, href: '#moved', field: 'moved' }]
      reply.code(errors.length > 0 ? 422 : 409)
      return extractChangesView({ ...view, form, errors: [...first, ...errors] })
    }

    /** The page's view, for a file that has been checked and found without problems, and what moved since what the reader had
     *  looked at. */
    async function known(
      request: Ask | Order,
      seen: string | null = null,
      refusal?: { text: string },
    ): Promise<ExtractChangesView> {
      const view = await viewOf(request, deps, seen)
      if (view === null && refusal !== undefined) throw deps.refuse('conflict', `${refusal.text}.`)
      if (view === null)
        throw deps.refuse(
          'conflict',
          'This extract has not been checked, or has problems: there is nothing to publish.',
        )
      return view
    }
  },
}

/** The comparison that a form was opened with; null, which is that of the check or of the request, where it does not say. */
function seenIn(request: Order): string | null {
  const seen = request.body?.seen
  if (seen === undefined) return null
  // Whatever is not text is the name of no comparison, as a name that was made up is.
  return typeof seen === 'string' ? seen : 'not a name'
}

function errorOf({ code, text }: { code: string; text: string }): FormError {
  if (code === 'warnings_not_accepted') return { text, href: '#warnings', field: 'warnings' }
  if (code === 'reason_needed') return { text, href: '#reason', field: 'reason' }
  if (code === 'unprocessable') return { text, href: '#on-day', field: 'day' }
  return { text, href: '#effects', field: 'form' }
}

const unchecked: readonly string[] = ['received', 'checking', 'rejected']

/** Null for a file that is not checked or has problems. */
async function viewOf(
  request: Ask | Order,
  deps: PageDeps,
  seen: string | null = null,
): Promise<ExtractChangesView | null> {
  const { reads, frame, may, refuse, commands, now } = deps
  const id = extractNumber(request.params.id)
  const [receipt, check] =
    id === null ? [null, null] : await Promise.all([reads.loadExtractReceipt(id), reads.loadExtractCheck(id)])
  if (receipt === null || check === null) throw refuse('not_found', 'There is no such extract.')
  if (unchecked.includes(receipt.status)) return null
  const [surround, inForce, kinds, changes, moved] = await Promise.all([
    frame(request),
    reads.loadSettings(),
    reads.loadWarningKinds(receipt.id),
    commands.extracts.loadChanges(receipt.id),
    commands.extracts.loadMoved(receipt.id, seen),
  ])
  const { effects } = changes
  const places = [
    ...effects.signedOff.map((x) => ({ ...x, kpi: '' })),
    ...effects.missing.map((x) => ({ ...x, kpi: '', figures: 0 })),
  ]
  const [changed, statuses, variations, placed, cells] = await Promise.all([
    named(changes.changed, reads),
    named(effects.statuses, reads),
    named(effects.variations, reads),
    named(places, reads),
    named(moved?.cells ?? [], reads),
  ])
  return {
    frame: surround,
    receipt,
    check,
    kinds,
    effects: {
      changes,
      changed,
      statuses,
      variations,
      signedOff: placed.slice(0, effects.signedOff.length),
      missing: placed.slice(effects.signedOff.length),
    },
    moved: moved === null ? null : { cells, total: moved.total, since: seen === null ? 'request' : 'look' },
    form: emptyForm,
    errors: [],
    may: { publish: may(request, 'extracts.publish'), approve: may(request, 'extracts.approve') },
    needsApproval: inForce?.settings.publishing_needs_approval ?? false,
    isOverdue: isOverdue(receipt, now()),
    exampleDay: addDays(londonDay(receipt.receivedAt.toISOString()), 1),
  }
}
