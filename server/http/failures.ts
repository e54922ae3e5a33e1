/** How anything that goes wrong is answered: problem+json (RFC 9457) to programs, a page to people. What a refusal
 *  says was written for the reader; of anything else only a reference number is told. */
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import { isDatabaseAway, isDatabaseFull } from '#server/db/away.ts'
import { Problem, type ProblemCode, problem } from '#server/errors.ts'
import { isApi } from './access.ts'

/** Writes an error page. `reference` is given where somebody may be asked about it. */
export type WriteErrorPage = (
  request: FastifyRequest,
  failure: { status: number; title: string; detail: string; reference: string | null },
) => Promise<string>

/** Answers every error and every unknown address. */
export function registerFailures(app: FastifyInstance, writePage: WriteErrorPage): void {
  app.setErrorHandler(async (error: FastifyError, request, reply) => {
    const failure = problemOf(error, request)
    if (failure.status >= 500) request.log.error({ err: error }, failure.code)
    else request.log.info({ code: failure.code, detail: failure.detail }, 'refused')
    return answer(failure, request, reply, writePage)
  })

  app.setNotFoundHandler(async (request, reply) =>
    answer(problem('not_found', 'There is nothing at this address.'), request, reply, writePage),
  )
}

/** Answers an address that cannot be read at all, before any hook has run: in plain text, with nothing of it said. */
export function answerUnroutable(error: Error, _request: FastifyRequest, reply: FastifyReply): void {
  reply
    .code('statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : 400)
    .header('content-type', 'text/plain; charset=utf-8')
    .header('x-content-type-options', 'nosniff')
    .header('content-security-policy', "default-src 'none'")
    .header('cache-control', 'no-store')
    .send('This address cannot be read.')
}

async function answer(
  failure: Problem,
  request: FastifyRequest,
  reply: FastifyReply,
  writePage: WriteErrorPage,
): Promise<FastifyReply> {
  const reference = failure.status >= 500 ? request.id : null
  reply.code(failure.status).header('cache-control', 'no-store')
  if (failure.status === 503) reply.header('retry-after', '5')
  // A handler that had begun to say what it would send is not believed any more.
  reply.removeHeader('content-disposition').removeHeader('etag')
  if (isApi(request)) {
    reply.header('content-type', 'application/problem+json; charset=utf-8')
    return reply.send(JSON.stringify(problemJson(failure, request, reference)))
  }
  const { status, title, detail } = failure
  reply.header('content-type', 'text/html; charset=utf-8')
  return reply.send(await writePage(request, { status, title, detail, reference }))
}

function problemJson(failure: Problem, request: FastifyRequest, reference: string | null) {
  return {
    type: `urn:golden-thread:problem:${failure.code}`,
    title: failure.title,
    status: failure.status,
    detail: reference === null ? failure.detail : `${failure.detail} Reference ${reference}.`,
    instance: request.url.split('?', 1)[0],
    ...failure.extra,
  }
}

const AWAY = 'The database does not answer. Try again in a moment.'
const AWAY_AT_WRITING =
  'Not saved: the database does not answer. Do it again in a moment. Whatever was saved all the same is recognised and is not saved twice.'
const NO_ROOM =
  'Not saved: there is no room left to store it, and nothing was loaded. Tell whoever runs the service. What is there already can be read.'

function isRead(request: FastifyRequest): boolean {
  return request.method === 'GET' || request.method === 'HEAD'
}

/** The refusal that an error amounts to. */
function problemOf(error: FastifyError, request: FastifyRequest): Problem {
  if (error instanceof Problem) return error
  if (hasZodFastifySchemaValidationErrors(error)) {
    return problem('bad_request', error.validation.map(wordsOf).join(' '))
  }
  if (isDatabaseFull(error)) return problem('storage_full', NO_ROOM)
  if (isDatabaseAway(error)) return problem('unavailable', isRead(request) ? AWAY : AWAY_AT_WRITING)
  if (error.code === 'FST_ERR_HANDLER_TIMEOUT') {
    return problem('unavailable', 'This took too long and was stopped.')
  }
  const status = error.statusCode ?? 500
  if (status >= 400 && status < 500) return problem(codeOfStatus(status), plainMessage(error, status))
  if (status === 503) return problem('unavailable', 'The service is busy or stopping. Try again in a moment.')
  return problem('internal', 'Nothing was saved. Tell the data team if it happens again.')
}

function wordsOf(issue: { instancePath: string; message?: string | undefined }): string {
  const where = issue.instancePath.replace(/^\//, '').replaceAll('/', '.')
  return `${where === '' ? 'The request' : where}: ${issue.message ?? 'not valid'}.`
}

const codes: Record<number, ProblemCode> = {
  400: 'bad_request',
  401: 'not_signed_in',
  403: 'not_allowed',
  404: 'not_found',
  405: 'method_not_allowed',
  406: 'not_acceptable',
  409: 'conflict',
  411: 'length_required',
  413: 'too_large',
  414: 'bad_request',
  415: 'unsupported_media_type',
  429: 'too_many_requests',
}

function codeOfStatus(status: number): ProblemCode {
  return codes[status] ?? 'bad_request'
}

/** Fastify's own words are safe to show; they name no value of ours. */
function plainMessage(error: FastifyError, status: number): string {
  return status === 429 || error.code?.startsWith('FST_')
    ? `${error.message}.`.replace(/\.\.$/, '.')
    : 'Not valid.'
}
