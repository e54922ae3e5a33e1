/** The API's answer about whether a text is released to readers outside the service. */
import { z } from 'zod'
import { type TextRelease, textKinds } from '#domain/suppression/released-text.ts'
import { dayOfLine } from './parameters.ts'

export const releaseAnswer = z
  .object({
    kind: z.enum(textKinds),
    id: z.string(),
    released: z.boolean(),
    by: z.string().nullable(),
    at: z.iso.datetime().nullable(),
    dated: dayOfLine.nullable(),
  })
  .describe('Whether readers outside the service are given the text. POST /release takes its kind and id.')

export function releaseAnswerOf({ kind, id, released }: TextRelease): z.infer<typeof releaseAnswer> {
  return {
    ...{ kind, id, released: released !== null, by: released?.by ?? null },
    ...{ at: released?.at ?? null, dated: released?.dated ?? null },
  }
}
