/** `POST /release`: a named person lets a text be read outside the service, or takes that back. */
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { textKinds } from '#domain/suppression/released-text.ts'
import { actorOf } from '#server/access/permissions/guard.ts'
import type { Db } from '#server/db/database.ts'
import { dayOfLine, problemAnswer, refusals } from '#server/http/parameters.ts'
import { recordTextRelease } from './release.ts'

export type ReleaseSources = {
  db: Db
  today: () => Promise<string>
}

const releaseAnswer = z.object({
  kind: z.enum(textKinds),
  id: z.string(),
  released: z.boolean(),
  releasedBy: z.string().nullable(),
  releasedAt: z.iso.datetime().nullable(),
  dated: dayOfLine.nullable(),
  text: z.string().describe('What may be read outside, word for word.'),
  version: z.number().int().describe('How often it was released or taken back.'),
  advice: z
    .string()
    .nullable()
    .describe('Which of its words seem to tell a small number. It refuses nothing.'),
})

/** Registers the route. */
export function releaseRoutes(app: FastifyInstance, { db, today }: ReleaseSources): void {
  app.withTypeProvider<ZodTypeProvider>().post(
    '/release',
    {
      config: { permission: 'texts.release' },
      schema: {
        summary: 'Release a text to readers outside the service, or take that back',
        description:
          'The board and tokens for outside readers are given no text that a person wrote until a person ' +
          'releases that very text: the role of its author or one above it, or the programme lead. A ' +
          'corrected text is another text. What the published plan says needs no release. Each release, ' +
          'and each taking back, is a line that stays. Every answer with such a text names its kind and id.',
        tags: ['Releases'],
        body: z.strictObject({
          kind: z.enum(textKinds),
          id: z
            .string()
            .min(1)
            .max(120)
            .describe('As given with the text, such as 12, or HP-S1/CP04/2019-03/1.'),
          withdraw: z.boolean().optional().describe('True to take a release back.'),
        }),
        response: {
          200: releaseAnswer,
          409: {
            description: 'Somebody decided since you read; `current` is what stands.',
            content: { 'application/problem+json': { schema: problemAnswer } },
          },
          ...refusals,
        },
      },
    },
    async (request) => {
      const { kind, id, withdraw } = request.body
      const { release, text, version, advice } = await recordTextRelease(db, {
        ...{ kind, id, isReleased: withdraw !== true },
        ...{ by: actorOf(request), today: await today() },
      })
      const { released } = release
      return {
        ...{ kind, id, released: released !== null },
        ...{ releasedBy: released?.by ?? null, releasedAt: released?.at ?? null },
        dated: released?.dated ?? null,
        ...{ text, version, advice },
      }
    },
  )
}
