import { randomUUID } from 'node:crypto'
import type { InjectOptions } from 'fastify'

/** A part of a form: a field, or a file with its name. */
export type FormPart = { name: string; value: string | Buffer; filename?: string; type?: string }

/** A form with a file, as browsers send it: its parts in order. */
export function multipartForm(
  parts: readonly FormPart[],
): InjectOptions & { headers: Record<string, string> } {
  const boundary = `----${randomUUID()}`
  const body = parts.flatMap(({ name, value, filename, type }) => [
    Buffer.from(
      `--${boundary}\r\ncontent-disposition: form-data; ` +
        `name="${name}"${filename === undefined ? '' : `; filename="${filename}"\r\ncontent-type: ${type ?? 'text/csv'}`}\r\n\r\n`,
    ),
    Buffer.from(value),
    Buffer.from('\r\n'),
  ])
  return {
    method: 'POST',
    payload: Buffer.concat([...body, Buffer.from(`--${boundary}--\r\n`)]),
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
  }
}
