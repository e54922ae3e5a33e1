import { lastMonth } from '#domain/period.ts'
import type { Page } from '../page.ts'
import { extractView } from './view.ts'

const pageSize = 25

type Query = { row?: unknown; page?: unknown }

/** `/extracts/:id`: the receipt of a file and its rows. Whoever reads all extracts sees it whole; a manager who has
 *  followed a figure here sees the rows of the units in their scope, and nothing of a file that has none. */
export const extractPage: Page = {
  name: 'extract',
  register(app, { reads, frame, today, visible, may, refuse }) {
    app.get<{ Params: { id: string }; Querystring: Query }>(
      '/extracts/:id',
      { config: { permission: 'lineage.read' } },
      async (request) => {
        const id = wholeNumber(request.params.id)
        const receipt = id === null ? null : await reads.loadExtractReceipt(id)
        const day = await today()
        const tree = await reads.loadUnits(day.slice(0, 7))
        const open = new Set(visible(request, tree).map((u) => u.code))
        const whole = may(request, 'extracts.read')
        const hidden = (r: NonNullable<typeof receipt>) =>
          r.publications.length === 0 || !r.units.some((code) => open.has(code))
        if (receipt === null || (!whole && hidden(receipt)))
          throw refuse('not_found', 'There is no such extract, or it holds nothing of yours.')
        const row = wholeNumber(request.query.row)
        const [surround, rows] = await Promise.all([
          frame(request),
          reads.loadExtractRows(receipt.id, {
            pageSize,
            page: wholeNumber(request.query.page) ?? 1,
            row,
            units: whole ? null : receipt.units.filter((code) => open.has(code)),
          }),
        ])
        const months = [...new Set(rows.rows.map((r) => lastMonth(r.period)))]
        const named = new Map(
          await Promise.all(
            months.map(async (m) => [m, await Promise.all([reads.loadKpis(m), reads.loadUnits(m)])] as const),
          ),
        )
        return extractView({
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
        })
      },
    )
  },
}

/** A whole number of at most nine digits from 1, or null for anything else. */
function wholeNumber(text: unknown): number | null {
  return typeof text === 'string' && /^[1-9][0-9]{0,8}$/.test(text) ? Number(text) : null
}
