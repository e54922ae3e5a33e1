import type { CodeMap } from '#domain/extracts/register.ts'
import type { ExtractReceipt } from '#server/reads/extracts.ts'
import { extractAddress } from '../../../addresses.ts'
import type { Page, PageDeps, PageReply, PageRequest } from '../../kit/page.ts'
import { refusalWords } from '../kit/words.ts'
import { saidCodes } from './codes.ts'
import { type ExtractQuery, loadReceipt, loadView } from './load-view.ts'
import type { ExtractView } from './model.ts'
import { extractView } from './view.ts'

const refreshSeconds = 5

type Params = { id: string }
type Body = Record<string, unknown> | null | undefined
type Asking = PageRequest & { params: Params; query: ExtractQuery }
type Sending = PageRequest & { params: Params; body: Body }

/** `/extracts/:id`: a file, its state and its rows; `.json` is the API's report. A reader of all extracts sees the whole file; a
 * manager who has followed a figure here sees the rows of the units in their scope, and a file without any is not found.
 * Corrections of a rejected file are sent to `/codes` and `/encoding` beneath it, the answer about the end of its source's files
 * to `/source-end`. */
export const extractPage: Page = {
  name: 'extract',
  register(app, deps) {
    type Asked = { Params: Params; Querystring: ExtractQuery }
    type Sent = { Params: Params; Body: Body }
    const lineage = { config: { permission: 'lineage.read' as const } }
    const read = { config: { permission: 'extracts.read' as const } }
    const upload = { config: { permission: 'extracts.upload' as const } }

    app.get<Asked>('/extracts/:id', lineage, (request, reply) => showExtract(request, reply, deps))
    app.get<Asked>('/extracts/:id.json', read, async (request, reply) => {
      const { id } = await loadReceipt(request, deps)
      return reply.redirect(`/api/v1/extracts/${id}`)
    })
    app.post<Sent>('/extracts/:id/codes', upload, (request, reply) => recordCodes(request, reply, deps))
    app.post<Sent>('/extracts/:id/encoding', upload, (request, reply) => recordEncoding(request, reply, deps))
    app.post<Sent>('/extracts/:id/source-end', upload, (request, reply) =>
      recordSourceEnd(request, reply, deps),
    )
  },
}

async function showExtract(request: Asking, reply: PageReply, deps: PageDeps) {
  const receipt = await loadReceipt(request, deps)
  const view = await loadView(request, deps, receipt, request.query)
  // A header does the refresh: every client obeys it, and the page does not move for a reader who has stopped it.
  if (view.whole && ['received', 'checking'].includes(receipt.status))
    reply.header('refresh', String(refreshSeconds))
  return extractView(view)
}

/** Saves what the file's unknown codes mean. The file is checked again with these codes and with those given before. */
async function recordCodes(request: Sending, reply: PageReply, deps: PageDeps) {
  const receipt = await loadReceipt(request, deps)
  const said = saidCodes(request.body ?? {})
  if (said.is === 'wrong') return again(request, reply, deps, receipt, said.error)
  const check = await deps.reads.loadExtractCheck(receipt.id)
  const codes: { [Column in keyof Required<CodeMap>]: Record<string, string> } = {
    team_code: {},
    kpi_code: {},
  }
  for (const { column, from, to } of [...(check?.codes ?? []), ...said.codes])
    if (column === 'team_code' || column === 'kpi_code') codes[column][from] = to
  return recheck(request, reply, deps, receipt, { codes })
}

/** Saves that the file is written in the older encoding. The file is checked again, read in that encoding. */
async function recordEncoding(request: Sending, reply: PageReply, deps: PageDeps) {
  const receipt = await loadReceipt(request, deps)
  return recheck(request, reply, deps, receipt, { encoding: 'windows-1252' })
}

/** Saves whether files of this source always end without a line end. */
async function recordSourceEnd(request: Sending, reply: PageReply, deps: PageDeps) {
  const receipt = await loadReceipt(request, deps)
  const always = request.body?.always === 'yes'
  return decided(request, reply, deps, receipt, '#warnings', () =>
    deps.writes.extracts.sayHowItEnds(receipt.id, { by: deps.authorOf(request), always }),
  )
}

async function recheck(
  request: Sending,
  reply: PageReply,
  deps: PageDeps,
  receipt: ExtractReceipt,
  change: { codes?: CodeMap; encoding?: 'windows-1252' },
) {
  return decided(request, reply, deps, receipt, '#problems', () =>
    deps.writes.extracts.recheck(receipt.id, { by: deps.authorOf(request), ...change }),
  )
}

/** The page again, after something was done or with the reason why it was refused. */
async function decided(
  request: Sending,
  reply: PageReply,
  deps: PageDeps,
  receipt: ExtractReceipt,
  href: string,
  act: () => Promise<void>,
) {
  try {
    await act()
  } catch (fault) {
    const refusal = refusalWords(fault)
    if (refusal === null) throw fault
    return again(request, reply, deps, receipt, { text: refusal.text, href })
  }
  return reply.redirect(extractAddress(receipt.id), 303)
}

/** The page again, with what was wrong with the form. */
async function again(
  request: Sending,
  reply: PageReply,
  deps: PageDeps,
  receipt: ExtractReceipt,
  error: ExtractView['error'],
) {
  const view = await loadView(request, deps, receipt)
  reply.code(422)
  return extractView({ ...view, error })
}
