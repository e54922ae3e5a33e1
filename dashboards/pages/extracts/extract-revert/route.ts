import type { FastifyRequest } from 'fastify'
import { beginningOf } from '#domain/council/written-text.ts'
import { extractAddress } from '../../../addresses.ts'
import type { Page, PageDeps } from '../../kit/page.ts'
import { named } from '../kit/names.ts'
import { noExtractWords } from '../kit/no-extract.ts'
import { extractNumber, refusalWords } from '../kit/words.ts'
import type { ExtractRevertView } from './model.ts'
import { extractRevertView } from './view.ts'

type Ask = FastifyRequest<{ Params: { id: string } }>
type Order = FastifyRequest<{ Params: { id: string }; Body: { reason?: unknown } | null | undefined }>

const longestReason = 1000

/** `/extracts/:id/revert`: what reverting a published file would change. The form on it is sent to the same address. */
export const extractRevertPage: Page = {
  name: 'extract-revert',
  register(app, deps) {
    const options = { config: { permission: 'extracts.publish' as const }, handlerTimeout: 120_000 }

    app.get('/extracts/:id/revert', options, async (request: Ask, reply) => {
      const view = await viewOf(request, deps)
      return view === null
        ? reply.redirect(extractAddress(extractNumber(request.params.id) ?? 0))
        : extractRevertView(view)
    })

    app.post('/extracts/:id/revert', options, async (request: Order, reply) => {
      const id = extractNumber(request.params.id)
      if (id === null) throw deps.refuse('not_found', noExtractWords)
      const said = typeof request.body?.reason === 'string' ? request.body.reason.trim() : ''
      const reason = beginningOf(said, longestReason)
      if (reason === '') return again({ text: 'Say why the file is taken back', href: '#reason' })
      try {
        await deps.writes.extracts.revert(id, { by: deps.authorOf(request), reason })
      } catch (fault) {
        const refusal = refusalWords(fault)
        if (refusal === null || refusal.code === 'not_found') throw fault
        return again({ text: refusal.text, href: '#effects' })
      }
      return reply.redirect(`${extractAddress(id)}/receipt`, 303)

      async function again(error: { text: string; href: string }) {
        const view = await viewOf(request, deps)
        if (view === null) throw deps.refuse('conflict', error.text)
        reply.code(422)
        return extractRevertView({ ...view, reason, error })
      }
    })
  },
}

/** Null for a file that is not published. */
async function viewOf(request: Ask | Order, deps: PageDeps): Promise<ExtractRevertView | null> {
  const { reads, frame, refuse, writes } = deps
  const id = extractNumber(request.params.id)
  const receipt = id === null ? null : await reads.loadExtractReceipt(id)
  if (receipt === null) throw refuse('not_found', noExtractWords)
  if (receipt.status !== 'published') return null
  const [surround, changes] = await Promise.all([
    frame(request),
    writes.extracts.loadRevertChanges(receipt.id),
  ])
  const { effects } = changes
  const signed = effects.signedOff.map((x) => ({ ...x, kpi: '' }))
  const [changed, statuses, variations, signedOff, left, repeatedLater] = await Promise.all([
    named(changes.changed, reads),
    named(effects.statuses, reads),
    named(effects.variations, reads),
    named(signed, reads),
    named(changes.left, reads),
    named(changes.repeatedLater, reads),
  ])
  return {
    frame: surround,
    receipt,
    effects: { changes, changed, statuses, variations, signedOff, missing: [] },
    left: left.map(nameIn),
    repeatedLater: repeatedLater.map(nameIn),
    reason: '',
    error: null,
  }
}

function nameIn(x: { unitName: string; kpi: string; period: string; measure: { name: string } | null }) {
  return { unitName: x.unitName, kpi: x.measure?.name ?? x.kpi, period: x.period }
}
