import { momentOf } from '#domain/time/moment.ts'
import { monthOf } from '#domain/time/period.ts'
import { unitChangesAddress } from '../../../addresses.ts'
import type { Page } from '../../kit/page.ts'
import { tableRoutes } from '../../kit/table-routes.ts'
import { changesTable } from './table.ts'
import { changesView } from './view.ts'

type Query = { from?: unknown; to?: unknown }

/** `/units/:unit/changes?from=&to=`, also as `.csv`, `.xlsx` and `.json`: the unit's figures that differ between two moments. */
export const changesPage: Page = {
  name: 'changes',
  register(app, { reads, frame, today, refuse }) {
    const config = { permission: 'lineage.read' } as const
    const keys = { from: 'once', to: 'once' } as const

    app.get<{ Params: { unit: string }; Querystring: Query }>(
      '/units/:unit/changes',
      { config },
      async (request) => {
        const { unit: code } = request.params
        const question = questionOf(request.query)
        const found = await changesOf(code, question)
        const units = await reads.loadUnits(monthOf(await today()))
        const unit = units.find((u) => u.code === code)
        if (unit === undefined) throw refuse('not_found', `There is no team or service ${code}.`)
        return changesView({
          frame: await frame(request),
          unit,
          found,
          asked: question.asked,
          address: unitChangesAddress(code),
        })
      },
    )

    const table = {
      path: '/units/:unit/changes',
      permission: config.permission,
      except: ['json'],
      query: keys,
    }
    tableRoutes(app, table, async (request) => {
      const { unit } = request.params as { unit: string }
      return changesTable(unit, await changesOf(unit, questionOf(request.query as Query)))
    })

    app.get<{ Params: { unit: string }; Querystring: Query }>(
      '/units/:unit/changes.json',
      { config: { ...config, query: keys } },
      async (request, reply) => {
        const { asked } = questionOf(request.query)
        const query = new URLSearchParams({ unit: request.params.unit })
        if (asked.from !== '') query.set('from', asked.from)
        if (asked.to !== '') query.set('to', asked.to)
        return reply.redirect(`/api/v1/changes?${query}`)
      },
    )

    async function changesOf(unit: string, { from, to }: Question) {
      const found = await reads.loadUnitChanges(unit, { from, to })
      if (found !== null) return found
      throw refuse('not_found', `No changes of ${unit} can be given: nothing had been published by then.`)
    }

    type Question = ReturnType<typeof questionOf>

    function questionOf(query: Query) {
      const asked = { from: textOf(query.from), to: textOf(query.to) }
      const [from, to] = [dateOf(asked.from, 'beginning'), dateOf(asked.to, 'end')]
      if (from !== undefined && to !== undefined && from > to) throw refuse('bad_request', upsideDown)
      return { asked, from, to }
    }

    function textOf(value: unknown): string {
      if (value !== undefined && typeof value !== 'string') throw refuse('bad_request', notAMoment)
      return value?.trim() ?? ''
    }

    function dateOf(text: string, edge: 'beginning' | 'end'): Date | undefined {
      if (text === '') return undefined
      const moment = momentOf(text, edge)
      if (moment === null) throw refuse('bad_request', notAMoment)
      return new Date(moment)
    }
  },
}

const notAMoment =
  'One of the two moments is not one. Write a day such as 2019-03-15, or a time such as 2019-03-15T10:00:00Z.'
const upsideDown = 'From is after to. Write the earlier of the two moments under ‘From’.'
