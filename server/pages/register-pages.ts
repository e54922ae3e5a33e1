/** Serves pages. Every answer is HTML unless its route says otherwise. */
import type { FastifyInstance } from 'fastify'
import { validatorCompiler } from 'fastify-type-provider-zod'
import { Workbook } from '#dashboards/exports/workbook.ts'
import type { Page, PageDeps } from '#dashboards/pages/kit/page.ts'
import { actorOf, actorOrNull, mayAlso, visibleUnits } from '#server/access/permissions/guard.ts'
import { withGrant } from '#server/access/permissions/reach.ts'
import type { Db } from '#server/db/database.ts'
import { problem } from '#server/errors.ts'
import { unchangedOver } from '#server/http/unchanged.ts'
import { wholeWorkbook } from '#server/xlsx/write/write-workbook.ts'
import { acknowledge } from './acknowledgement.ts'

export type RegisterPagesOptions = Pick<
  PageDeps,
  'reads' | 'frame' | 'today' | 'now' | 'people' | 'writes' | 'charts'
> & {
  readDb: Db
  pages: readonly Page[]
  /** Routes other than pages that answer a person in a browser: downloads, upload forms, sign-in. */
  registerOthers: (scope: FastifyInstance) => Promise<void>
}

/** Registers the pages, each with the same dependencies. */
export async function registerPages(
  app: FastifyInstance,
  { readDb, pages, registerOthers, reads, frame, today, now, people, writes, charts }: RegisterPagesOptions,
): Promise<void> {
  const deps: PageDeps = {
    reads,
    frame,
    today,
    now,
    visible: visibleUnits,
    authorOf: actorOf,
    withGrant,
    personOf: actorOrNull,
    may: mayAlso,
    refuse: problem,
    unchanged: unchangedOver(readDb, today),
    acknowledge,
    charts,
    people,
    writes,
  }
  await app.register(async (scope) => {
    scope.setValidatorCompiler(validatorCompiler)
    scope.addHook('onRequest', async (_request, reply) => {
      reply.type('text/html; charset=utf-8').serializer(String)
    })
    scope.addHook('preSerialization', async (_request, _reply, payload) =>
      payload instanceof Workbook ? wholeWorkbook(payload.sheets) : payload,
    )
    await registerOthers(scope)
    for (const page of pages) page.register(scope, deps)
  })
}
