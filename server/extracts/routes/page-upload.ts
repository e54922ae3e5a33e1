/** The upload form: a file, a table pasted from a spreadsheet, or one of the demonstration's samples. */
import multipart, { type MultipartFile, type MultipartValue } from '@fastify/multipart'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type ExtractProblem, fileProblem } from '#domain/extracts/problem.ts'
import { actorOf } from '#server/access/permissions/guard.ts'
import { checkFormSecret } from '#server/access/sessions/same-origin.ts'
import type { Db } from '#server/db/database.ts'
import { problem } from '#server/errors.ts'
import { checkSentText } from '#server/http/sent-text.ts'
import { checkExtract } from '../checking/check.ts'
import { HTTP_LIMIT } from '../ingest.ts'
import { type ReceivedFile, receiveExtract } from '../receiving/receive.ts'
import { loadSample } from '../receiving/samples.ts'
import type { PageReceipt } from '../writes.ts'
import { csvOfPasted } from './pasted-table.ts'
import { plainName, readable } from './upload.ts'

const LONGEST_TABLE = 4 * 1024 * 1024
/** How long the answer waits for the check, so that a small file is shown checked. */
const PATIENCE = 3_000

/** Lets the forms of this scope carry a file. */
export async function registerUploadForms(app: FastifyInstance): Promise<void> {
  await app.register(multipart, {
    limits: {
      files: 1,
      fileSize: HTTP_LIMIT + 1,
      fields: 5,
      fieldSize: LONGEST_TABLE,
      parts: 6,
      headerPairs: 100,
    },
    throwFileSizeLimit: false,
  })
}

/**
 * Takes what the form carries and begins its check, which goes on after the answer. A list of children, a file past the
 * limit and an empty form are refused with nothing stored. Throws `csrf` where the first field is not the form's secret.
 */
export async function receiveUpload(
  request: FastifyRequest,
  { db, now }: { db: Db; now: () => Date },
): Promise<PageReceipt> {
  const sent = await sentFile(request)
  if ('problem' in sent) return { is: 'refused', ...sent }
  const { field, ...file } = sent
  const received = await receiveExtract(db, {
    ...file,
    channel: 'page',
    receivedBy: actorOf(request),
    now: now(),
    limit: HTTP_LIMIT,
    publish: null,
  })
  if (received.is === 'refused') return { is: 'refused', problem: received.problem, field }
  const checked = checkExtract(db, received.id, now()).catch((error: unknown) => {
    // The sweep takes it up again: the file is stored.
    request.log.error({ err: error, extract: received.id }, 'extract not checked')
  })
  await within(checked, PATIENCE)
  return received
}

type Sent = Pick<ReceivedFile, 'filename' | 'mediaType' | 'bytes'> & {
  field: 'file' | 'table'
  layout: string | null
}
type NotSent = { problem: ExtractProblem; field: 'file' | 'table' }

async function sentFile(request: FastifyRequest): Promise<Sent | NotSent> {
  if (!request.isMultipart()) return sentSample(request)
  const parts = request.parts()
  const first = await parts.next()
  const secret = first.done || first.value.type === 'file' ? undefined : first.value
  checkFormSecret(request, secret?.fieldname === '_csrf' ? textOf(secret) : undefined)
  let layout: string | null = null
  for (;;) {
    const next = await parts.next()
    if (next.done) return nothing('file', 'Select a CSV or XLSX file, or paste a table')
    const part = next.value
    if (part.type === 'file') return fileIn(part, layout)
    if (part.fieldname === 'layout') layout = layoutIn(part)
    if (part.fieldname === 'table') return tableIn(part, layout)
  }
}

/** Fields before the file in the form have been read by now; fields after it are ignored. */
async function fileIn(part: MultipartFile, layout: string | null): Promise<Sent | NotSent> {
  if (part.filename === undefined || part.filename === '') {
    part.file.resume()
    return nothing('file', 'Select a CSV or XLSX file')
  }
  return {
    field: 'file',
    filename: plainName(part.filename),
    mediaType: part.mimetype,
    bytes: readable(part.file),
    layout,
  }
}

function tableIn(part: MultipartValue, layout: string | null): Sent | NotSent {
  if (part.valueTruncated) {
    const message = 'The pasted table must be smaller than 4 MB. Save it as a file and upload that'
    return { problem: fileProblem('too_large', message), field: 'table' }
  }
  const text = textOf(part)
  if (text.trim() === '') return nothing('table', 'Paste a table with its headings')
  return {
    field: 'table',
    filename: 'Pasted table',
    mediaType: 'text/csv',
    // Pasted text seldom ends with a line end, and is still complete.
    bytes: [Buffer.from(csvOfPasted(/[\r\n]$/.test(text) ? text : `${text}\r\n`))],
    layout,
  }
}

async function sentSample(request: FastifyRequest): Promise<Sent | NotSent> {
  const { sample } = (request.body ?? {}) as { sample?: unknown }
  const found = typeof sample === 'string' ? await loadSample(sample) : null
  if (found === null) throw problem('bad_request', 'Select a file, paste a table or use a sample.')
  return {
    field: 'file',
    filename: found.filename,
    mediaType: 'text/csv',
    bytes: [found.content],
    layout: null,
  }
}

function layoutIn(part: MultipartValue): string | null {
  const layout = textOf(part).trim()
  checkSentText({ layout })
  return layout === '' ? null : layout
}

function nothing(field: 'file' | 'table', message: string): NotSent {
  return { problem: fileProblem('empty', message), field }
}

function textOf({ value }: MultipartValue): string {
  return typeof value === 'string' ? value : ''
}

/** Waits for the work, but no longer than so many milliseconds; it goes on if it is not done. */
async function within(work: Promise<void>, milliseconds: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds)
  })
  await Promise.race([work, late])
  clearTimeout(timer)
}
