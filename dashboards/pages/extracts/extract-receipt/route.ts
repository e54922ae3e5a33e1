import type { FastifyRequest } from 'fastify'
import { monthOf } from '#domain/time/period.ts'
import type { Receipt } from '#server/extracts/publishing/receipt.ts'
import type { Page, PageDeps } from '../../kit/page.ts'
import { noExtractWords } from '../kit/no-extract.ts'
import { extractNumber } from '../kit/words.ts'
import { extractReceiptView } from './view.ts'

type Ask = FastifyRequest<{ Params: { id: string } }>

/** `/extracts/:id/receipt`: what was done with a file, latest first; `.json` contains the same receipts. */
export const extractReceiptPage: Page = {
  name: 'extract-receipt',
  register(app, deps) {
    const { reads, frame, may, refuse, today } = deps
    const read = { config: { permission: 'extracts.read' as const } }

    app.get('/extracts/:id/receipt', read, async (request: Ask) => {
      const { id, receipts } = await receiptsOf(request, deps)
      const day = await today()
      const [surround, extract, kinds, tree, notInYet] = await Promise.all([
        frame(request),
        reads.loadExtractReceipt(id),
        reads.loadWarningKinds(id),
        reads.loadUnits(monthOf(day)),
        reads.loadNotInYet(id, day),
      ])
      if (extract === null) throw refuse('not_found', noExtractWords)
      return extractReceiptView({
        frame: surround,
        extract,
        receipts,
        kinds,
        units: tree.filter(({ kind, code }) => kind === 'team' && extract.units.includes(code)),
        council: tree.find(({ kind }) => kind === 'council') ?? null,
        nameOf: new Map(tree.map(({ code, name }) => [code, name])),
        notInYet,
        mayRevert: may(request, 'extracts.publish'),
      })
    })

    app.get('/extracts/:id/receipt.json', read, async (request: Ask, reply) => {
      const { receipts } = await receiptsOf(request, deps)
      reply.type('application/json; charset=utf-8')
      return JSON.stringify({ receipts })
    })
  },
}

/** The receipts of an extract, latest first; refused if it was never published. */
async function receiptsOf(
  request: Ask,
  { writes, refuse }: PageDeps,
): Promise<{ id: number; receipts: Receipt[] }> {
  const id = extractNumber(request.params.id)
  const receipts = id === null ? [] : await writes.extracts.loadReceipts(id)
  if (id === null || receipts.length === 0)
    throw refuse(
      'not_found',
      'There is no extract of this number that was published. The page /extracts lists all that were received.',
    )
  return { id, receipts: receipts.toReversed() }
}
