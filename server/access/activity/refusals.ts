/** Records that somebody known was refused: one line for the first refusal, and for each minute after it one with how many followed. */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Db } from '#server/db/database.ts'
import { Problem } from '#server/errors.ts'
import { actorOrNull, refusedUnit } from '../permissions/guard.ts'
import { recordActivity } from './activity.ts'
import { type ActivityOrigin, withOrigin } from './origin.ts'
import { originOf, seenWords } from './request-origin.ts'

const MINUTE = 60_000

type Refusal = {
  by: { id: number; name: string }
  origin: ActivityOrigin
  unit: string | null
  subject: string
}
/** The refusals of one actor since the last line about them. */
type Minute = { waiting: number; last: Refusal; timer: NodeJS.Timeout }

/** Registers it. What waits for the end of its minute is recorded before the service stops. */
export function registerRefusalRecord(app: FastifyInstance, db: Db): void {
  const minutes = new Map<number, Minute>()
  const writing = new Set<Promise<void>>()

  const write = ({ by, origin, unit, subject }: Refusal, times: number) => {
    const line = withOrigin(origin, () =>
      recordActivity(db, { kind: 'access.refused', by, unit, subject, times }),
    ).catch((error: unknown) => app.log.error({ err: error }, 'refusal not recorded'))
    writing.add(line)
    line.finally(() => writing.delete(line))
  }
  const begin = (id: number, last: Refusal) => {
    const timer = setTimeout(() => end(id), MINUTE)
    timer.unref()
    minutes.set(id, { waiting: 0, last, timer })
  }
  const end = (id: number) => {
    const minute = minutes.get(id)
    minutes.delete(id)
    if (minute === undefined || minute.waiting === 0) return
    write(minute.last, minute.waiting)
    begin(id, minute.last)
  }

  app.addHook('onError', async (request, _reply, error) => {
    const refusal = refusalOf(request, error)
    if (refusal === null) return
    const minute = minutes.get(refusal.by.id)
    if (minute !== undefined) {
      minute.waiting += 1
      minute.last = refusal
      return
    }
    write(refusal, 1)
    begin(refusal.by.id, refusal)
  })

  app.addHook('onClose', async () => {
    for (const { waiting, last, timer } of minutes.values()) {
      clearTimeout(timer)
      if (waiting > 0) write(last, waiting)
    }
    minutes.clear()
    await Promise.all(writing)
  })
}

/** A role that does not suffice, or a unit or page that is out of the actor's scope; null for any other error. An address that does
 * not exist is no refusal. */
function refusalOf(request: FastifyRequest, error: Error): Refusal | null {
  const actor = actorOrNull(request)
  if (actor === null || !(error instanceof Problem)) return null
  const unit = refusedUnit(request)
  if (error.code !== 'not_allowed' && unit === undefined) return null
  return {
    by: actor.seenBy ?? actor,
    origin: originOf(request),
    unit: unit ?? null,
    subject: `${request.method} ${request.routeOptions.url ?? ''}${seenWords(actor)}`.slice(0, 300),
  }
}
