import type { FastifyReply, FastifyRequest } from 'fastify'
import type { CodeMap } from '#domain/extracts/register.ts'
import type { ExtractStatus } from '#domain/extracts/status.ts'
import { lastMonth } from '#domain/time/period.ts'
import type { ExtractReceipt } from '#server/reads/extracts.ts'
import type { Page, PageDeps } from '../../kit/page.ts'
import { extractNumber, isOverdue, refusalWords } from '../kit/words.ts'
import { saidCodes } from './codes.ts'
import type { ExtractView, Faults } from './model.ts'
import { extractView } from './view.ts'

const pageSize = 25
const refreshSeconds = 5
/** In these states a file is, or may come to be, part of what is on record. */
const onItsWay: readonly ExtractStatus[] = ['ready', 'awaiting_approval', 'scheduled', 'published']

type Ask = FastifyRequest<{ Params: { id: string }; Querystring: Query }>
type Query = { row?: unknown; page?: unknown; already?: unknown }
type Order = FastifyRequest<{ Params: { id: string }; Body: Record<string, unknown> | null | undefined }>

/** `/extracts/:id`: a file, where it stands and its rows; `.json` is the API's report. Whoever reads all extracts sees it
 *  whole; a manager who has followed a figure here sees the rows of the units in their scope, and nothing of a file that
 *  has none. What a person says of a rejected file is sent to `/codes` and `/encoding` beneath it, how its source ends to
 *  `/source-end`. */
export const extractPage: Page = {
  name: 'extract',
  register(app, deps) {
    app.get('/extracts/:id', { config: { permission: 'lineage.read' } }, async (request: Ask, reply) => {
      const receipt = await receiptOf(request, deps)
      const view = await viewOf(request, request.query, receipt, deps)
      // Said in a header: every client obeys it, and nothing moves for whoever has stopped it.
      if (view.whole && ['received', 'checking'].includes(receipt.status))
        reply.header('refresh', String(refreshSeconds))
      return extractView(view)
    })

    app.get(
      '/extracts/:id.json',
      { config: { permission: 'extracts.read' } },
      async (request: Ask, reply) => {
        const receipt = await receiptOf(request, deps)
        return reply.redirect(`/api/v1/extracts/${receipt.id}`)
      },
    )

    app.post(
      '/extracts/:id/codes',
      { config: { permission: 'extracts.upload' } },
      async (request: Order, reply) => {
        const receipt = await receiptOf(request, deps)
        const said = saidCodes(request.body ?? {})
        if (said.is === 'wrong') return again(request, reply, receipt, said.error)
        const check = await deps.reads.loadExtractCheck(receipt.id)
        const codes: { [Column in keyof Required<CodeMap>]: Record<string, string> } = {
          team_code: {},
          kpi_code: {},
        }
        for (const { column, from, to } of [...(check?.codes ?? []), ...said.codes])
          if (column === 'team_code' || column === 'kpi_code') codes[column][from] = to
        return recheck(request, reply, receipt, { codes })
      },
    )

    app.post(
      '/extracts/:id/encoding',
      { config: { permission: 'extracts.upload' } },
      async (request: Order, reply) =>
        recheck(request, reply, await receiptOf(request, deps), { encoding: 'windows-1252' }),
    )

    app.post(
      '/extracts/:id/source-end',
      { config: { permission: 'extracts.upload' } },
      async (request: Order, reply) => {
        const receipt = await receiptOf(request, deps)
        const always = request.body?.always === 'yes'
        const { person } = await deps.frame(request)
        return decided(request, reply, receipt, '#warnings', () =>
          deps.commands.extracts.sayHowItEnds(receipt.id, { by: person?.name ?? '', always }),
        )
      },
    )

    async function recheck(
      request: Order,
      reply: FastifyReply,
      receipt: ExtractReceipt,
      change: { codes?: CodeMap; encoding?: 'windows-1252' },
    ) {
      const { person } = await deps.frame(request)
      return decided(request, reply, receipt, '#problems', () =>
        deps.commands.extracts.recheck(receipt.id, { by: person?.name ?? '', ...change }),
      )
    }

    /** The page anew once something was done, or again with why it was refused. */
    async function decided(
      request: Order,
      reply: FastifyReply,
      receipt: ExtractReceipt,
      href: string,
      act: () => Promise<void>,
    ) {
      try {
        await act()
      } catch (fault) {
        const refusal = refusalWords(fault)
        if (refusal === null) throw fault
        return again(request, reply, receipt, { text: refusal.text, href })
      }
      return reply.redirect(`/extracts/${receipt.id}`, 303)
    }

    /** The page again, with what was wrong with the form. */
    async function again(
      request: Order,
      reply: FastifyReply,
      receipt: ExtractReceipt,
      error: ExtractView['error'],
    ) {
      const view = await viewOf(request, {}, receipt, deps)
      reply.code(422)
      return extractView({ ...view, error })
    }
  },
}

/** The extract of an address, for whoever may see it; refused as not found to anybody else. */
async function receiptOf(
  request: FastifyRequest<{ Params: { id: string } }>,
  { reads, may, refuse, today, visible }: PageDeps,
): Promise<ExtractReceipt> {
  const id = extractNumber(request.params.id)
  const receipt = id === null ? null : await reads.loadExtractReceipt(id)
  const missing = () => refuse('not_found', 'There is no such extract, or it holds nothing of yours.')
  if (receipt === null) throw missing()
  if (may(request, 'extracts.read')) return receipt
  const tree = await reads.loadUnits((await today()).slice(0, 7))
  const open = new Set(visible(request, tree).map((u) => u.code))
  if (receipt.publications.length === 0 || !receipt.units.some((code) => open.has(code))) throw missing()
  return receipt
}

async function viewOf(
  request: FastifyRequest,
  query: Query,
  receipt: ExtractReceipt,
  deps: PageDeps,
): Promise<ExtractView> {
  const { reads, frame, today, visible, may, now } = deps
  const day = await today()
  const tree = await reads.loadUnits(day.slice(0, 7))
  const open = new Set(visible(request, tree).map((u) => u.code))
  const whole = may(request, 'extracts.read')
  const row = extractNumber(query.row)
  const [surround, rows, check, lacking, faults] = await Promise.all([
    frame(request),
    reads.loadExtractRows(receipt.id, {
      pageSize,
      page: extractNumber(query.page) ?? 1,
      row,
      units: whole ? null : receipt.units.filter((code) => open.has(code)),
    }),
    whole ? reads.loadExtractCheck(receipt.id) : null,
    whole && onItsWay.includes(receipt.status) ? reads.loadNotInYet(receipt.id, day) : [],
    whole && receipt.status === 'rejected' ? faultsOf(receipt, deps) : null,
  ])
  const named = await namesFor(rows.rows, deps)
  return {
    frame: surround,
    receipt,
    whole,
    row,
    rows: {
      ...rows,
      rows: rows.rows.map((r) => {
        const [kpis, units] = named.get(lastMonth(r.period)) ?? [[], []]
        return {
          ...r,
          measure: kpis.find((k) => k.code === r.kpi) ?? null,
          unitName: units.find((u) => u.code === r.unit)?.name ?? r.unit,
          open: open.has(r.unit),
        }
      }),
    },
    check,
    notInYet: lacking,
    faults,
    may: {
      upload: may(request, 'extracts.upload'),
      publish: may(request, 'extracts.publish'),
      approve: may(request, 'extracts.approve'),
    },
    isOverdue: isOverdue(receipt, now()),
    already: query.already === '1',
    error: null,
  }
}

/** Measures and units as they were in each month of some rows. */
async function namesFor(rows: readonly { period: string }[], { reads }: PageDeps) {
  const months = [...new Set(rows.map((r) => lastMonth(r.period)))]
  return new Map(
    await Promise.all(
      months.map(async (m) => [m, await Promise.all([reads.loadKpis(m), reads.loadUnits(m)])] as const),
    ),
  )
}

async function faultsOf({ id }: ExtractReceipt, { reads, commands, today }: PageDeps): Promise<Faults> {
  const month = (await today()).slice(0, 7)
  const [counts, unknown, { faults: found, rows }, units, kpis] = await Promise.all([
    reads.loadFaultCounts(id),
    reads.loadUnknownCodes(id),
    reads.loadRowFaults(id),
    reads.loadUnits(month),
    reads.loadKpis(month),
  ])
  const isUnreadable = counts.some(({ code }) => code === 'bad_encoding')
  return {
    counts,
    unknown,
    found,
    rows,
    table: await commands.extracts.loadFaultRows(id),
    foreign: isUnreadable ? await commands.extracts.loadForeignCells(id) : [],
    units: units.map(({ code, name }) => ({ code, name })),
    kpis: kpis.map(({ code, name }) => ({ code, name })),
  }
}
