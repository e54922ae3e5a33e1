/** The form for a council's look: its fields, and an optional logo. */
import type { MultipartFile } from '@fastify/multipart'
import type { FastifyRequest } from 'fastify'
import { type LookErrors, type LookField, lookFields, readCouncilLook } from '#domain/council/council-look.ts'
import { actorOf } from '#server/access/permissions/guard.ts'
import { checkFormSecret } from '#server/access/sessions/same-origin.ts'
import type { Db } from '#server/db/database.ts'
import { LOGO_LIMIT, type Logo, readLogo } from './logo.ts'
import { recordCouncilLook } from './record-look.ts'

/** The result of the form. If it was refused: what was typed, and what is wrong with it. */
export type LookResult =
  | { is: 'saved' }
  | { is: 'refused'; typed: Record<LookField, string>; errors: LookErrors & { logo?: string } }

const LONGEST_FIELD = 1_000

/** Saves the whole form or nothing. Throws `csrf` if its first field is not the form's secret. */
export async function receiveCouncilLook(request: FastifyRequest, { db }: { db: Db }): Promise<LookResult> {
  const sent = await sentForm(request)
  const read = readCouncilLook(sent.typed)
  const logo = logoOf(sent)
  if ('errors' in read || 'fault' in logo) {
    const errors = 'errors' in read ? read.errors : {}
    return {
      is: 'refused',
      typed: sent.typed,
      errors: 'fault' in logo ? { ...errors, logo: `The logo ${logo.fault}` } : errors,
    }
  }
  await recordCouncilLook(db, { by: actorOf(request), look: read.look, logo: logo.logo })
  return { is: 'saved' }
}

type Sent = { typed: Record<LookField, string>; file: Buffer | null; removesLogo: boolean }

async function sentForm(request: FastifyRequest): Promise<Sent> {
  const { fields, file } = request.isMultipart()
    ? await sentParts(request)
    : // What guards plain forms has taken the secret by now.
      { fields: (request.body ?? {}) as Record<string, unknown>, file: null }
  const text = (name: string) => (typeof fields[name] === 'string' ? fields[name] : '')
  const typed = Object.fromEntries(
    (Object.keys(lookFields) as LookField[]).map((field) => [field, text(lookFields[field])]),
  ) as Record<LookField, string>
  return { typed, file, removesLogo: text('remove_logo') === 'yes' }
}

async function sentParts(
  request: FastifyRequest,
): Promise<{ fields: Record<string, unknown>; file: Buffer | null }> {
  const fields: Record<string, unknown> = {}
  let file: Buffer | null = null
  const parts = request.parts({
    limits: { files: 1, fileSize: LOGO_LIMIT + 1, fields: 10, fieldSize: LONGEST_FIELD, parts: 11 },
  })
  const first = await parts.next()
  const secret = first.done || first.value.type === 'file' ? null : first.value
  checkFormSecret(request, secret?.fieldname === '_csrf' ? String(secret.value) : undefined)
  for await (const part of parts) {
    if (part.type === 'file') file = await bytesOf(part)
    else fields[part.fieldname] = part.value
  }
  return { fields, file }
}

/** The file's bytes, up to one more than a logo may have; null if no file was chosen. */
async function bytesOf({ file, filename }: MultipartFile): Promise<Buffer | null> {
  const pieces: Buffer[] = []
  for await (const piece of file) pieces.push(piece as Buffer)
  const bytes = Buffer.concat(pieces)
  return bytes.length === 0 && (filename ?? '') === '' ? null : bytes
}

function logoOf({ file, removesLogo }: Sent): { logo: Logo | null | undefined } | { fault: string } {
  if (file === null) return { logo: removesLogo ? null : undefined }
  return readLogo(file)
}
