/** Sends one answer for each request. Fastify answers when a handler exceeds its time, but does not stop the handler: anything
 * that the handler, a hook or a stream sends later would be added to that answer. Here the time-out is answered at once and
 * everything after it is dropped. */
import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

/** An answer ready to be sent. */
export type WrittenAnswer = { status: number; headers: Record<string, string>; body: string }

/** Writes the answer to a request whose time is up. It must not wait for the database, which may be the cause. */
export type WriteLateAnswer = (request: FastifyRequest) => Promise<WrittenAnswer>

/** Headers that describe only the dropped answer. */
const OF_A_BODY = [
  'content-disposition',
  'content-encoding',
  'content-length',
  'content-type',
  'etag',
  'last-modified',
  'location',
]

/** Watches the time of every request, which is its route's `handlerTimeout`. Register it before any hook that waits. */
export function registerTimeLimit(app: FastifyInstance, writeLate: WriteLateAnswer): void {
  app.addHook('onRequest', (request, reply, done) => {
    const { handlerTimeout } = request.routeOptions
    if (handlerTimeout > 0) {
      const streams: Readable[] = []
      reply.raw.on('pipe', (stream) => streams.push(stream))
      const timeUp = () => answerLate(request, reply, streams, writeLate)
      // Fastify's own timer, which this answer must precede, stops at the end of a request's body.
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
  // What was already sent cannot be taken back. The answer is cut off, so that nobody takes it for complete.
  if (reply.raw.headersSent) {
    reply.raw.destroy()
    return
  }
  reply.hijack()
  // A handler that still answers is not told that it is late, because nobody waits for it.
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

/** Drops an answer that was passing through the hooks when its time ran out. Register it after them. */
export function registerLateAnswers(app: FastifyInstance): void {
  app.addHook('onSend', (_request, reply, payload, done) => {
    if (!reply.sent) done(null, payload)
    else discard(payload)
  })
}

/** Releases what an unread stream holds. */
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
