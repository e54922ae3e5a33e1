/** A file as a request carries it: one part of a form, or the body itself. */
import type { Readable } from 'node:stream'
import type { MultipartFile } from '@fastify/multipart'
import type { FastifyRequest } from 'fastify'
import { beginningOf } from '#domain/council/written-text.ts'
import { problem } from '#server/errors.ts'
import { HTTP_LIMIT } from '../ingest.ts'

export type Upload = { filename: string; mediaType: string; bytes: AsyncIterable<Buffer> }

/** Media types of a body that is a file. Its content decides what kind of file it is. */
export const fileTypes = [
  'text/csv',
  'text/plain',
  'application/csv',
  'application/octet-stream',
  'application/vnd.ms-excel',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
]

/**
 * The file of a request, to be read once. Throws `bad_request` if there is none, and `too_large` if its declared size
 * is over the limit.
 */
export async function uploadOf(request: FastifyRequest): Promise<Upload> {
  if (Number(request.headers['content-length'] ?? 0) > HTTP_LIMIT + FORM_OVERHEAD) {
    throw problem('too_large', `The selected file must be smaller than ${HTTP_LIMIT / 1024 / 1024} MB.`)
  }
  if (request.isMultipart()) {
    const part: MultipartFile | undefined = await request.file()
    if (part === undefined) throw problem('bad_request', 'Select a file: the form has none.')
    return { filename: plainName(part.filename), mediaType: part.mimetype, bytes: readable(part.file) }
  }
  const body = request.body as Readable | undefined
  if (body === undefined || body === null || typeof body.iterator !== 'function') {
    throw problem('bad_request', 'Send the file as the body, or as the part `file` of a form.')
  }
  return {
    filename: plainName(dispositionName(request.headers['content-disposition'])),
    mediaType: (request.headers['content-type'] ?? '').split(';', 1)[0]?.trim() ?? '',
    bytes: readable(body),
  }
}

const FORM_OVERHEAD = 64 * 1024

/** Left open when reading stops early: to destroy it would cut the connection before the answer is sent. */
export async function* readable(stream: Readable): AsyncGenerator<Buffer> {
  try {
    yield* stream.iterator({ destroyOnReturn: false })
  } finally {
    stream.resume()
  }
}

function dispositionName(header: string | undefined): string {
  const extended = /filename\*=UTF-8''([^;]+)/i.exec(header ?? '')?.[1]
  if (extended !== undefined) {
    try {
      return decodeURIComponent(extended)
    } catch {
      return ''
    }
  }
  return (
    /filename="((?:[^"\\]|\\.)*)"|filename=([^;\s]+)/i
      .exec(header ?? '')
      ?.slice(1)
      .find(Boolean) ?? ''
  )
}

/** A file's name for people to recognise it by: no folders, nothing unseen. It is never used as a path. */
export function plainName(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? ''
  const plain = last.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '').trim()
  return plain === '' ? 'extract' : beginningOf(plain, 200)
}
