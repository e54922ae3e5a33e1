/** Checks the text of a request. PostgreSQL stores neither NUL nor half of a surrogate pair, so a request with either is refused
 * before any route reads it: in the path, the query, a form or JSON. */
import { Readable } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { problem } from '#server/errors.ts'

/** The message for a text with such a character. */
export const cannotBeStored = 'has a character that cannot be stored (NUL, or half a character): remove it'

/** Any text that can be stored, including line breaks, tabs and all languages. */
export const sentText = z
  .string()
  .refine((text) => !text.includes('\0') && text.isWellFormed(), cannotBeStored)

/** Refuses requests with text that cannot be stored. Register it after authentication and permissions. Files are not checked,
 * because they are stored as bytes. */
export function registerSentText(app: FastifyInstance): void {
  app.addHook('preValidation', async ({ params, query, body }) => {
    checkSentText({ params, query, body })
  })
}

/** Throws `bad_request` if a text within these values, or the name of a field, cannot be stored. */
export function checkSentText(sent: Readonly<Record<string, unknown>>): void {
  // Uses a list instead of recursion, because JSON may be nested deeper than the stack.
  const left = Object.entries(sent).map(([where, value]) => ({ where, value }))
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const { where, value } = next
    if (typeof value === 'string') {
      checkText(where, value)
    } else if (isPlain(value)) {
      for (const [name, inner] of Object.entries(value)) {
        checkText(where, name)
        left.push({ where: where in sent ? name : where, value: inner })
      }
    }
  }
}

function checkText(where: string, text: string): void {
  const checked = sentText.safeParse(text)
  if (!checked.success) {
    throw problem('bad_request', `${where.slice(0, 60)}: ${checked.error.issues[0]?.message}.`)
  }
}

/** A list or object that a parser created; never a file. */
function isPlain(value: unknown): value is object {
  const isFile = value instanceof Readable || ArrayBuffer.isView(value)
  return typeof value === 'object' && value !== null && !isFile
}
