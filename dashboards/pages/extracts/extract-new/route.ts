import type { FastifyRequest } from 'fastify'
import { addMonths, monthOf } from '#domain/time/period.ts'
import { extractAddress } from '../../../addresses.ts'
import type { Page, PageDeps } from '../../kit/page.ts'
import type { ExtractNewView } from './model.ts'
import { extractNewView } from './view.ts'

const monthsOffered = 6
const uploadTimeout = 120_000

/** `/extracts/new`: the upload form. It sends a file, a pasted table or a sample to its own address. */
export const extractNewPage: Page = {
  name: 'extract-new',
  register(app, deps) {
    const { writes, refuse, frame } = deps
    app.get('/extracts/new', { config: { permission: 'extracts.upload' } }, async (request) =>
      extractNewView(await viewOf(request, deps, null)),
    )

    app.post(
      '/extracts/new',
      {
        config: { permission: 'extracts.upload', secretInFirstField: true },
        handlerTimeout: uploadTimeout,
      },
      async (request, reply) => {
        const isSample = typeof (request.body as { sample?: unknown } | null | undefined)?.sample === 'string'
        if (isSample && (await frame(request)).demonstrationDay === null)
          throw refuse('bad_request', 'There are samples only in the demonstration.')
        const received = await writes.extracts.receive(request)
        if (received.is === 'refused') {
          const { code, message } = received.problem
          reply.code(422)
          return extractNewView(
            await viewOf(request, deps, {
              field: received.field,
              message,
              childLevel: code === 'child_level_data',
            }),
          )
        }
        return reply.redirect(
          `${extractAddress(received.id)}${received.is === 'already' ? '?already=1' : ''}`,
          303,
        )
      },
    )

    app.get<{ Params: { name: string } }>(
      '/extracts/samples/:name.csv',
      { config: { permission: 'extracts.upload' } },
      async (request, reply) => {
        const { demonstrationDay } = await frame(request)
        const sample =
          demonstrationDay === null ? null : await writes.extracts.loadSample(request.params.name)
        if (sample === null) throw refuse('not_found', 'There is no sample of that name.')
        reply
          .type('text/csv; charset=utf-8')
          .header('content-disposition', `attachment; filename="${sample.filename}"`)
        return sample.content.toString('utf8')
      },
    )
  },
}

async function viewOf(
  request: FastifyRequest,
  { writes, reads, frame, today }: PageDeps,
  refused: ExtractNewView['refused'],
): Promise<ExtractNewView> {
  const day = await today()
  const [surround, returns, months, layouts, lastReceived] = await Promise.all([
    frame(request),
    reads.loadReturns(),
    reads.loadReturnMonths(day, monthsOffered),
    reads.loadLayoutNames(),
    reads.loadLastReceived(),
  ])
  return {
    frame: surround,
    owners: [...new Set(returns.map(({ ownerRole }) => ownerRole))],
    months: months.map(({ period }) => period),
    largest: writes.extracts.largest,
    layouts,
    lastReceived,
    samples: surround.demonstrationDay === null ? null : addMonths(monthOf(day), -1),
    refused,
  }
}
