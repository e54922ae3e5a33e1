/** How every failure is answered: problem+json (RFC 9457) to programs, a page to people. A refusal is written for the reader;
 * any other error shows only a reference number. */
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import { z } from 'zod'
import {
  isDatabaseAway,
  isDatabaseBusy,
  isDatabaseFull,
  isTextRefused,
} from '#server/db/database-failures.ts'
import { Problem, type ProblemCode, problem } from '#server/errors.ts'
import { isDataAddress, isFollowedByPerson } from '../data-address.ts'
import { checkerWords } from './checker-words.ts'
import { type KeptForm, keptForm } from './kept-form.ts'
import type { CountRequest } from './limits.ts'
import { cannotBeStored } from './sent-text.ts'
import { registerTimeLimit, type WrittenAnswer } from './time-limit.ts'

/** Writes an error page. `reference` is set if a person may need to ask about the error. `isLate` is true if the request has
 * used up its time, so the page must not query the database. `typed` is the form to send again, if it was only refused for a
 * character. */
export type WriteErrorPage = (
  request: FastifyRequest,
  failure: {
    status: number
    title: string
    detail: string
    reference: string | null
    isLate: boolean
    typed: KeptForm | null
  },
) => Promise<string>

/** Answers every error, every unknown address and every request whose time is up. Every refusal is counted. */
export function registerFailures(
  app: FastifyInstance,
  { writePage, count }: { writePage: WriteErrorPage; count: CountRequest },
): void {
  z.config({ customError: checkerWords })
  registerTimeLimit(app, (request) => {
    request.log.error({ limit: request.routeOptions.handlerTimeout }, 'took too long')
    const failure = problem('unavailable', isRead(request) ? TOO_LONG : TOO_LONG_AT_WRITING)
    return written(failure, request, writePage, true)
  })

  app.setErrorHandler(async (error: FastifyError, request, reply) => {
    const failure = problemOf(error, request)
    if (failure.status >= 500) request.log.error({ err: error }, failure.code)
    else request.log.info({ code: failure.code, detail: failure.detail }, 'refused')
    const limit = failure.status < 500 ? await beyondLimit(request, reply, count) : null
    return answer(limit ?? failure, request, reply, writePage)
  })

  app.setNotFoundHandler(async (request, reply) => answer(nothingHere(), request, reply, writePage))
}

/** Counts a refusal; returns the refusal to send instead if the sender has made too many requests. */
async function beyondLimit(
  request: FastifyRequest,
  reply: FastifyReply,
  count: CountRequest,
): Promise<Problem | null> {
  try {
    await count(request, reply)
    return null
  } catch (error) {
    if (error instanceof Problem) return error
    throw error
  }
}

/** The refusal of an unknown address. */
export function nothingHere(): Problem {
  return problem('not_found', 'There is nothing at this address.')
}

/** Answers an address that cannot be parsed, before any hook has run, in plain text that repeats nothing of it. */
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
  const { status, headers, body } = await written(failure, request, writePage, false)
  // Removes headers of the content that the handler had begun to send.
  reply.removeHeader('content-disposition').removeHeader('etag')
  return reply.code(status).headers(headers).send(body)
}

async function written(
  failure: Problem,
  request: FastifyRequest,
  writePage: WriteErrorPage,
  isLate: boolean,
): Promise<WrittenAnswer> {
  const { status, title, detail } = failure
  const reference = status >= 500 ? request.id : null
  const headers = { 'cache-control': 'no-store', ...(status === 503 ? { 'retry-after': '5' } : {}) }
  const isForPerson = status === 401 && isFollowedByPerson(request)
  if (isDataAddress(request) && !isForPerson) {
    return {
      status,
      headers: { ...headers, 'content-type': 'application/problem+json; charset=utf-8' },
      body: JSON.stringify(problemJson(failure, request, reference)),
    }
  }
  return {
    status,
    headers: { ...headers, 'content-type': 'text/html; charset=utf-8' },
    body: await writePage(request, {
      status,
      title,
      detail,
      reference,
      isLate,
      typed: keptForm(request, failure),
    }),
  }
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
  'Not saved: there is no room left to store it, and nothing was loaded. Tell the people who run the service. What is there already can be read.'

const BUSY = 'Somebody else is changing what this asks for. Try again in a moment.'
const BUSY_AT_WRITING = 'Not saved: somebody else is changing the same thing. Do it again in a moment.'

const TOO_LONG = 'This took too long. Try again in a moment.'
const TOO_LONG_AT_WRITING =
  'This takes longer than an answer may, and may still be done. Look whether it was before you do it again.'

function isRead(request: FastifyRequest): boolean {
  return request.method === 'GET' || request.method === 'HEAD'
}

/** The refusal to send for an error. */
function problemOf(error: FastifyError, request: FastifyRequest): Problem {
  if (error instanceof Problem) return error
  if (hasZodFastifySchemaValidationErrors(error)) {
    return problem('bad_request', error.validation.map(wordsOf).join(' '))
  }
  if (isDatabaseFull(error)) return problem('storage_full', NO_ROOM)
  if (isTextRefused(error)) return problem('bad_request', `A text ${cannotBeStored}.`)
  if (isDatabaseBusy(error)) return problem('unavailable', isRead(request) ? BUSY : BUSY_AT_WRITING)
  if (isDatabaseAway(error)) return problem('unavailable', isRead(request) ? AWAY : AWAY_AT_WRITING)
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

/** Fastify's own messages are safe to show, because they contain no value of ours. */
function plainMessage(error: FastifyError, status: number): string {
  return status === 429 || error.code?.startsWith('FST_')
    ? `${error.message}.`.replace(/\.\.$/, '.')
    : 'Not valid.'
}
