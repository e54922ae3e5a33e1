/** The API of settings: the current values, and changing one by name. */

import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { type SettingName, settingNames, settingWords } from '#domain/council/settings.ts'
import { type ShareName, shareNames, shareWords, usualShares } from '#domain/council/share.ts'
import type { Writer } from '#server/access/permissions/actor.ts'
import { actorOf } from '#server/access/permissions/guard.ts'
import type { Db } from '#server/db/database.ts'
import { problem } from '#server/errors.ts'
import { problemAnswer, refusals } from '#server/http/parameters.ts'
import type { Reads } from '#server/reads/reads.ts'
import { recordSetting } from './record-settings.ts'
import { setShare } from './set-share.ts'

export type SettingSources = {
  db: Db
  reads: Pick<Reads, 'loadSettings' | 'loadShareSettings'>
  today: () => Promise<string>
}

const names = [...settingNames, ...shareNames] as const
const month = z.string().nullable()
const held = z.object({
  from: month.describe('The first month that it holds for; null for what the service came with.'),
  value: z.number(),
})
const settingAnswer = z.object({
  name: z.enum(names),
  title: z.string(),
  value: z.union([z.boolean(), z.number()]).describe('What is in force: yes or no, or a share in per cent.'),
  from: month,
  set: z.array(held).describe('Of a share, all that is set, the earliest month first; else empty.'),
  version: z.number().int(),
})
const setAnswer = z.object({
  name: z.enum(names),
  value: z.union([z.boolean(), z.number()]),
  from: month,
  before: z.union([z.boolean(), z.number()]).describe('What was in force then.'),
  changed: z.boolean().describe('False where it was the same already, and nothing is stored.'),
  effect: z.string().describe('What it does to what is on record already.'),
  opens: z
    .array(z.object({ unit: z.string(), name: z.string(), before: month, after: month }))
    .describe('The units whose pages open on another month than before.'),
  version: z.number().int(),
})

const EFFECT_OF_QUESTION = 'It holds at once, for what is published from now on. No figure changes.'

/** Registers the routes. */
export function settingRoutes(app: FastifyInstance, sources: SettingSources): void {
  readRoute(app, sources)
  writeRoute(app, sources)
}

function readRoute(app: FastifyInstance, { reads, today }: SettingSources): void {
  app.withTypeProvider<ZodTypeProvider>().get(
    '/settings',
    {
      config: { permission: 'settings.read' },
      schema: {
        summary: 'The settings in force',
        tags: ['Settings'],
        querystring: z.strictObject({}),
        response: { 200: z.object({ settings: z.array(settingAnswer) }), ...refusals },
      },
    },
    async () => {
      const [inForce, shares] = await Promise.all([
        reads.loadSettings(),
        reads.loadShareSettings(await today()),
      ])
      if (inForce === null) throw problem('not_found', 'No council has been loaded yet.')
      return {
        settings: [
          ...settingNames.map((name) => ({
            name,
            title: settingWords[name].title,
            value: inForce.settings[name],
            from: null,
            set: [],
            version: inForce.versions[name],
          })),
          ...shareNames.map((name) => {
            const { set, version, inForce: now } = shares[name]
            return {
              name,
              title: shareWords[name].title,
              value: now.percent,
              from: now.from,
              set: [
                { from: null, value: usualShares[name] },
                ...set.map(({ from, percent }) => ({ from, value: percent })),
              ],
              version,
            }
          }),
        ],
      }
    },
  )
}

const order = z.strictObject({
  name: z.enum(names),
  value: z
    .union([z.boolean(), z.number()])
    .describe('true or false, or a share in per cent: a whole number from 1 to 100.'),
  from: z
    .string()
    .max(10)
    .optional()
    .describe('Of a share, the first month that it holds for, such as 2019-07. A question holds at once.'),
  reason: z.string().trim().min(1, 'say why').max(500),
  version: z.number().int().min(0).describe('The version that was read.'),
})

function writeRoute(app: FastifyInstance, { db, today }: SettingSources): void {
  app.withTypeProvider<ZodTypeProvider>().post(
    '/settings',
    {
      config: { permission: 'settings.write' },
      schema: {
        summary: 'Set a setting',
        description:
          'A share holds from a month on: earlier months keep the one in force at their time. Any other setting holds at once.',
        tags: ['Settings'],
        querystring: z.strictObject({
          dryRun: z
            .enum(['true', 'false'])
            .optional()
            .describe('Says what would change, and stores nothing.'),
        }),
        body: order,
        response: {
          200: setAnswer,
          409: {
            description: 'Somebody has changed it since it was read.',
            content: { 'application/problem+json': { schema: problemAnswer } },
          },
          ...refusals,
        },
      },
    },
    async (request) => {
      const asked = {
        ...request.body,
        by: actorOf(request),
        today: await today(),
        dryRun: request.query.dryRun === 'true',
      }
      const { name } = asked
      return isShare(name) ? shareSet(db, { ...asked, name }) : questionSet(db, { ...asked, name })
    },
  )
}

type Asked<Name> = Omit<z.infer<typeof order>, 'name'> & {
  name: Name
  by: Writer
  today: string
  dryRun: boolean
}

async function shareSet(
  db: Db,
  { value, from, reason, ...asked }: Asked<ShareName>,
): Promise<z.infer<typeof setAnswer>> {
  if (typeof value !== 'number')
    throw problem('bad_request', 'value: give a share in per cent, from 1 to 100.')
  const outcome = await setShare(db, {
    ...asked,
    typed: { percent: String(value), from: from ?? '', reason },
  })
  if (outcome.is === 'stale') throw stale(outcome.version)
  if (outcome.is === 'faulty') {
    const { percent, ...errors } = outcome.errors
    const named = { ...(percent === undefined ? {} : { value: percent }), ...errors }
    throw problem(
      'bad_request',
      Object.entries(named)
        .map(([field, words]) => `${field}: ${words}.`)
        .join(' '),
    )
  }
  const { share, before, changed, effect, opens, version } = outcome
  return {
    name: asked.name,
    value: share.percent,
    from: share.from,
    before: before.percent,
    changed,
    effect,
    opens,
    version,
  }
}

async function questionSet(
  db: Db,
  { value, from, ...asked }: Asked<SettingName>,
): Promise<z.infer<typeof setAnswer>> {
  if (typeof value !== 'boolean') throw problem('bad_request', 'value: give true or false.')
  if (from !== undefined && from !== asked.today)
    throw problem('bad_request', `from: it holds at once. Leave from out, or give today, ${asked.today}.`)
  const outcome = await recordSetting(db, { ...asked, value })
  if (outcome.is === 'stale') throw stale(outcome.version)
  const { before, changed, version } = outcome
  return {
    name: asked.name,
    value,
    from: null,
    before,
    changed,
    effect: EFFECT_OF_QUESTION,
    opens: [],
    version,
  }
}

function stale(version: number) {
  return problem(
    'stale',
    'Somebody has changed this setting since you read it. GET /settings gives it as it is now.',
    {
      version,
    },
  )
}

function isShare(name: SettingName | ShareName): name is ShareName {
  return shareNames.some((share) => share === name)
}
