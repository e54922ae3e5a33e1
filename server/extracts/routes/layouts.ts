/** The API of layouts: which there are, and confirming one without the pages. */
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { actorOf } from '#server/access/permissions/guard.ts'
import { type Db, inTransaction } from '#server/db/database.ts'
import { dayOfLine, problemAnswer, refusals } from '#server/http/parameters.ts'
import { loadLayoutLines } from '#server/record/layouts.ts'
import { recordLayout } from '../layouts/layouts.ts'
import { layoutName, layoutRules } from '../layouts/rules.ts'
import { loadRegister } from '../record/load-register.ts'

const layoutAnswer = z.object({
  name: z.string(),
  version: z.number().int(),
  confirmedBy: z.string(),
  confirmedAt: z.string(),
  dated: dayOfLine,
  rules: layoutRules,
})

export function layoutRoutes(app: FastifyInstance, { db, now }: { db: Db; now: () => Date }): void {
  const typed = app.withTypeProvider<ZodTypeProvider>()
  typed.get(
    '/layouts',
    {
      config: { permission: 'extracts.read' },
      schema: {
        summary: 'The layouts in force',
        tags: ['Extracts'],
        querystring: z.strictObject({}),
        response: { 200: z.object({ layouts: z.array(layoutAnswer) }), ...refusals },
      },
    },
    async () => ({
      layouts: (await loadLayoutLines(db)).map(
        ({ name, version, confirmedBy, confirmedAt, dated, rules }) => ({
          name,
          version,
          confirmedBy,
          confirmedAt: confirmedAt.toISOString(),
          dated,
          rules: layoutRules.parse(rules),
        }),
      ),
    }),
  )

  typed.post(
    '/layouts',
    {
      config: { permission: 'extracts.upload' },
      schema: {
        summary: 'Confirm how a shape of file is read',
        description:
          'The next version of a layout of that name, or a new one. Rules are those the pages let download.',
        tags: ['Extracts'],
        body: z.strictObject({ name: layoutName, rules: layoutRules }),
        response: {
          200: layoutAnswer,
          422: {
            description: 'The rules do not hold together.',
            content: { 'application/problem+json': { schema: problemAnswer } },
          },
          ...refusals,
        },
      },
    },
    async (request) => {
      const order = { ...request.body, by: actorOf(request) }
      const layout = await inTransaction(db, async (trx) =>
        recordLayout(trx, order, await loadRegister(trx, now())),
      )
      const { name, version, confirmedAt, dated } = layout
      const confirmed = { confirmedBy: order.by.name, confirmedAt: confirmedAt.toISOString(), dated }
      return { name, version, rules: request.body.rules, ...confirmed }
    },
  )
}
