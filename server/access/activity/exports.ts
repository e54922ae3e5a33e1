/** Records every file that leaves the service, before any of it is sent. A page, a JSON answer and one that has not changed are no
 * such files. */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Db } from '#server/db/database.ts'
import { problem } from '#server/errors.ts'
import { actorOrNull } from '../permissions/guard.ts'
import { recordActivity } from './activity.ts'
import { withOrigin } from './origin.ts'
import { originOf, seenWords } from './request-origin.ts'

const files = [
  'text/csv',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.apache.arrow.stream',
  'application/vnd.apache.parquet',
  'application/zip',
]

/** Register it after whatever answers that nothing has changed. */
export function registerExportRecord(app: FastifyInstance, db: Db): void {
  app.addHook('onSend', async (request, reply) => {
    const actor = actorOrNull(request)
    if (actor === null || reply.statusCode !== 200 || request.method === 'HEAD') return
    const type = String(reply.getHeader('content-type') ?? '').split(';', 1)[0] ?? ''
    if (!files.includes(type)) return
    const { unit } = request.params as { unit?: string }
    try {
      await withOrigin(originOf(request), () =>
        recordActivity(db, {
          kind: 'file.exported',
          by: actor.seenBy ?? actor,
          unit: unit === undefined ? null : unit.toUpperCase(),
          subject: `${addressOf(request)}${seenWords(actor)}`.slice(0, 300),
        }),
      )
    } catch (error) {
      request.log.error({ err: error }, 'export not recorded')
      throw problem(
        'unavailable',
        'It could not be recorded that this file was given out, so it was not. Try again in a moment.',
      )
    }
  })
}

/** Keys of a query that choose by codes and days. What somebody searched for is never kept. */
const codes =
  /^(unit|units|kpi|period|month|from|to|asAt|grain|level|shape|parts|service|who|what|action|format|tree|publishedSince)$/

/** The address with the part of its query that chooses by codes. */
function addressOf(request: FastifyRequest): string {
  const [path = '', query = ''] = request.url.split('?', 2)
  const kept = [...new URLSearchParams(query)].filter(
    ([key, value]) => codes.test(key) && /^[\w.:,+-]{1,100}$/.test(value),
  )
  const said = new URLSearchParams(kept).toString()
  return `${path}${said === '' ? '' : `?${said}`}`
}
