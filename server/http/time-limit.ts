/**
 * One answer for each request. Fastify answers a handler that outlives its time, but does not stop it: what the handler, a
 * hook or a stream gives later would be sent on top of that answer, in part or as fastify's own words. Here the answer
 * about the time is sent at once, and whatever comes after it is dropped.
 */
import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

/** An answer ready to be sent. */
export type WrittenAnswer = { status: number; headers: Record<string, string>; body: string }

/** Writes the answer to a request whose time is up. It must not wait for the database, which may be why. */
export type WriteLateAnswer = (request: FastifyRequest) => Promise<WrittenAnswer>

/** What the dropped answer may have said of itself, and of nothing else. */
const OF_A_BODY = [
  'content-disposition',
  'content-encoding',
  'content-length',
  'content-type',
  'etag',
  'last-modified',
  'location',
]

/** Watches the time of every request, which is its route's `handlerTimeout`. To be registered before any hook that waits
 *  for something. */
export function registerTimeLimit(app: FastifyInstance, writeLate: WriteLateAnswer): void {
  app.addHook('onRequest', (request, reply, done) => {
    const { handlerTimeout } = request.routeOptions
    if (handlerTimeout > 0) {
      const streams: Readable[] = []
      reply.raw.on('pipe', (stream) => streams.push(stream))
      const timeUp = () => answerLate(request, reply, streams, writeLate)
      // Fastify's own clock, whose answer this must come before, is stopped by the end of a request's body.
      const clock = setTimeout(timeUp, handlerTimeout)
      reply.raw.on('close', () => clearTimeout(clock))
      request.signal.addEventListener('abort', () => {
        if (isTimeUp(request.signal.reason)) timeUp()
      })
    }
    done()
  })
}

function answerLate(
  request: FastifyRequest,
  reply: FastifyReply,
  streams: readonly Readable[],
  writeLate: WriteLateAnswer,
): void {
  if (reply.sent) return
  // What has begun cannot be taken back: it is cut short, so that nobody takes it for the whole.
  if (reply.raw.headersSent) {
    reply.raw.destroy()
    return
  }
  reply.hijack()
  // A handler that still answers by itself is not told that it is late: nobody waits for it.
  reply.send = (payload) => {
    discard(payload)
    return reply
  }
  for (const stream of streams) stream.unpipe(reply.raw)
  writeLate(request).then(
    (written) => sendLate(reply, written),
    (error: unknown) => {
      request.log.error({ err: error }, 'the answer about the time was not written')
      reply.raw.destroy()
    },
  )
}

/** Drops an answer that was on its way through the hooks when its time was up. To be registered after them. */
export function registerLateAnswers(app: FastifyInstance): void {
  app.addHook('onSend', (_request, reply, payload, done) => {
    if (!reply.sent) done(null, payload)
    else discard(payload)
  })
}

/** Lets go of what a stream that nobody reads any more holds. */
function discard(payload: unknown): void {
  if (payload instanceof Readable) payload.destroy()
}

function isTimeUp(reason: unknown): boolean {
  return reason instanceof Error && 'code' in reason && reason.code === 'FST_ERR_HANDLER_TIMEOUT'
}

function sendLate(reply: FastifyReply, { status, headers, body }: WrittenAnswer): void {
  const { raw } = reply
  for (const [name, value] of Object.entries(reply.getHeaders())) {
    if (value !== undefined) raw.setHeader(name, value)
  }
  for (const name of OF_A_BODY) raw.removeHeader(name)
  raw.writeHead(status, { ...headers, 'content-length': String(Buffer.byteLength(body)) })
  raw.end(body)
}
