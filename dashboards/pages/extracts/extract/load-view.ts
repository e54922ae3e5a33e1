/** Reads what the page of one extract shows, limited to what the reader may see. */
import type { ExtractStatus } from '#domain/extracts/status.ts'
import { lastMonth, monthOf } from '#domain/time/period.ts'
import type { ExtractFileRow, ExtractReceipt } from '#server/reads/extracts.ts'
import type { PageDeps, PageRequest } from '../../kit/page.ts'
import { extractNumber, isOverdue } from '../kit/words.ts'
import type { ExtractView, Faults, NamedRow } from './model.ts'

export type ExtractQuery = { row?: unknown; page?: unknown; already?: unknown }

const pageSize = 25
/** A file in one of these states is, or may become, part of what is on record. */
const onItsWay: readonly ExtractStatus[] = ['ready', 'awaiting_approval', 'scheduled', 'published']

/** The extract that the address names, for a reader who may see it; anybody else gets "not found". */
export async function loadReceipt(
  request: PageRequest & { params: { id: string } },
  { reads, may, refuse, today, visible }: PageDeps,
): Promise<ExtractReceipt> {
  const id = extractNumber(request.params.id)
  const receipt = id === null ? null : await reads.loadExtractReceipt(id)
  const missing = () =>
    refuse(
      'not_found',
      'There is no file of this number that holds figures of yours. The data team sees every file: ask them.',
    )
  if (receipt === null) throw missing()
  if (may(request, 'extracts.read')) return receipt
  const tree = await reads.loadUnits(monthOf(await today()))
  const open = new Set(visible(request, tree).map((u) => u.code))
  if (receipt.publications.length === 0 || !receipt.units.some((code) => open.has(code))) throw missing()
  return receipt
}

/** Everything that the page shows to this reader. A reader who may not see the whole file gets only the rows of their units. */
export async function loadView(
  request: PageRequest,
  deps: PageDeps,
  receipt: ExtractReceipt,
  query: ExtractQuery = {},
): Promise<ExtractView> {
  const { reads, frame, today, visible, may, now } = deps
  const day = await today()
  const tree = await reads.loadUnits(monthOf(day))
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
    whole && receipt.status === 'rejected' ? loadFaults(receipt, deps) : null,
  ])
  return {
    frame: surround,
    receipt,
    whole,
    row,
    rows: { ...rows, rows: await loadNamedRows(rows.rows, open, deps) },
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

/** Each row with its measure and its unit as they were in the row's month. */
async function loadNamedRows(
  rows: readonly ExtractFileRow[],
  open: ReadonlySet<string>,
  { reads }: PageDeps,
): Promise<NamedRow[]> {
  const months = [...new Set(rows.map((r) => lastMonth(r.period)))]
  const named = new Map(
    await Promise.all(
      months.map(async (m) => [m, await Promise.all([reads.loadKpis(m), reads.loadUnits(m)])] as const),
    ),
  )
  return rows.map((r) => {
    const [kpis, units] = named.get(lastMonth(r.period)) ?? [[], []]
    return {
      ...r,
      measure: kpis.find((k) => k.code === r.kpi) ?? null,
      unitName: units.find((u) => u.code === r.unit)?.name ?? r.unit,
      open: open.has(r.unit),
    }
  })
}

/** What is wrong with a rejected file, and what its codes may mean. */
async function loadFaults({ id }: ExtractReceipt, { reads, writes, today }: PageDeps): Promise<Faults> {
  const month = monthOf(await today())
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
    table: await writes.extracts.loadFaultRows(id),
    foreign: isUnreadable ? await writes.extracts.loadForeignCells(id) : [],
    units: units.map(({ code, name }) => ({ code, name })),
    kpis: kpis.map(({ code, name }) => ({ code, name })),
  }
}
