import type { MatchableFile } from '#server/extracts/layouts/writes.ts'
import { extractAddress } from '../../../addresses.ts'
import type { Page, PageDeps, PageReply, PageRequest } from '../../kit/page.ts'
import { noExtractWords } from '../kit/no-extract.ts'
import { extractNumber } from '../kit/words.ts'
import { chosenHeadings, columnsFrom, type Fields, namesFrom, tableFrom } from './draft.ts'
import { layoutErrors, nameErrors } from './errors.ts'
import { loadNamesView, loadView } from './load-view.ts'
import { rulesOf } from './rules.ts'
import { acceptedNames } from './suggestions.ts'
import { matchView } from './view.ts'

type Params = { id: string }
type Sending = PageRequest & { params: Params; body: Fields }

/** `/extracts/:id/match`: three steps in which a person defines once how files of a shape are read. The query carries the
 * answers, and at the end the form that tries and confirms them. */
export const matchPage: Page = {
  name: 'match',
  register(app, deps) {
    const route = { config: { permission: 'extracts.upload' as const }, handlerTimeout: 60_000 }
    app.get<{ Params: Params; Querystring: Fields }>('/extracts/:id/match', route, async (request) => {
      const file = await loadFile(request.params, deps)
      return matchView(await loadView(request, deps, file, request.query))
    })
    app.post<{ Params: Params; Body: Fields }>('/extracts/:id/match', route, (request, reply) =>
      recordMatch(request, reply, deps),
    )
  },
}

/** Reads the file by a layout that was chosen; otherwise tries the layout in the form, and saves it once it is confirmed. */
async function recordMatch(request: Sending, reply: PageReply, deps: PageDeps) {
  const { layouts } = deps.writes
  const file = await loadFile(request.params, deps)
  const fields = request.body ?? {}
  const by = deps.authorOf(request)
  if (typeof fields.use === 'string') {
    await layouts.useLayout(file.id, { name: fields.use, by })
    return reply.redirect(extractAddress(file.id), 303)
  }
  const { draft, rules } = await loadDraft(fields, deps, file)
  const isConfirmed = fields.action === 'confirm'
  const errors = isConfirmed
    ? [...nameErrors(draft.names), ...layoutErrors(await layouts.loadFaults(draft.names.name, rules))]
    : []
  if (!isConfirmed || errors.length > 0) {
    if (errors.length > 0) reply.code(422)
    return matchView(await loadNamesView(request, deps, file, { ...draft, rules, errors }))
  }
  await layouts.confirm(file.id, { name: draft.names.name, rules, by })
  return reply.redirect(extractAddress(file.id), 303)
}

/** The form's answers about table, columns and names, and the rules made from them. */
async function loadDraft(fields: Fields, { writes, refuse }: PageDeps, file: MatchableFile) {
  const table = tableFrom(fields)
  const chosen = chosenHeadings(file.preview, table)
  if (chosen === null) throw refuse('bad_request', 'The form has no row of headings.')
  const columns = columnsFrom(fields, chosen.headings, file.register)
  const basis = { before: file.layout?.rules ?? null, register: file.register }
  const said = namesFrom(fields)
  const names =
    fields.action === 'accept'
      ? acceptedNames(
          said,
          await writes.layouts.tryRules(file.id, rulesOf(table, chosen.headings, columns, said, basis)),
          file.register,
        )
      : said
  const rules = rulesOf(table, chosen.headings, columns, names, basis)
  return { draft: { table, columns, names }, rules }
}

async function loadFile({ id }: Params, { writes, refuse }: PageDeps): Promise<MatchableFile> {
  const number = extractNumber(id)
  if (number === null) throw refuse('not_found', noExtractWords)
  return writes.layouts.loadMatchable(number)
}
