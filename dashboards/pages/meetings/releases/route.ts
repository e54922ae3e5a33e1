import { textSent } from '../../kit/form-values.ts'
import type { Page, PageDeps, PageReply, PageRequest } from '../../kit/page.ts'
import { tableRoutes } from '../../kit/table-routes.ts'
import { loadTexts } from './load-texts.ts'
import { backSent, questionOf, type ReleasesQuery, releasesAddress } from './question.ts'
import { releasesTable } from './table.ts'
import { releasesView } from './view.ts'

/** The page shows so many texts; its files hold all. */
const shown = 100

const permission = 'texts.release'

type Body = { kind?: unknown; id?: unknown; withdraw?: unknown; back?: unknown }
type Sending = PageRequest & { body: Body | null | undefined }

/** `/releases?kind=&released=yes|no&action=&asAt=`, also as `.csv`, `.xlsx` and `.json`: the texts that the reader may release to the
 * board, and which of them are. Its form, which other pages have beside their texts, releases one or takes that back. */
export const releasesPage: Page = {
  name: 'releases',
  register(app, deps) {
    app.get<{ Querystring: ReleasesQuery }>('/releases', { config: { permission } }, async (request) => {
      const question = questionOf(request.query, deps)
      const frame = await deps.frame(request)
      const { own, asked, unitNames, kpiNames } = await loadTexts(request, deps, question)
      return releasesView({
        frame,
        question,
        texts: asked.slice(0, shown),
        found: asked.length,
        all: {
          texts: own.length,
          released: own.filter(({ release: { released } }) => released !== null).length,
        },
        unitNames,
        kpiNames,
        back: releasesAddress(question),
        csrfToken: frame.actor?.csrfToken ?? '',
      })
    })
    app.post<{ Body: Body | null | undefined }>('/releases', { config: { permission } }, (request, reply) =>
      recordRelease(request, reply, deps),
    )
    tableRoutes(
      app,
      {
        path: '/releases',
        permission,
        query: { kind: 'once', released: 'once', action: 'once', asAt: 'once' },
      },
      async (request) => {
        const question = questionOf(request.query as ReleasesQuery, deps)
        const { asked, unitNames } = await loadTexts(request, deps, question)
        return releasesTable(asked, unitNames, { day: await deps.today(), page: releasesAddress(question) })
      },
    )
  },
}

async function recordRelease(request: Sending, reply: PageReply, deps: PageDeps) {
  const { kind, id, withdraw, back } = request.body ?? {}
  const { person, today } = await deps.frame(request)
  if (person === null) throw deps.refuse('not_signed_in', 'Sign in, or send a token.')
  const isReleased = withdraw !== 'yes'
  const { advice } = await deps.writes.recordTextRelease({
    ...{ kind: textSent(kind), id: textSent(id), isReleased },
    ...{ by: person, today },
  })
  deps.acknowledge(request, {
    text: isReleased
      ? `The board may now read it.${advice === null ? '' : ` ${advice} If that should not be read outside, take it back.`}`
      : 'The board no longer reads it.',
  })
  return reply.redirect(backSent(back), 303)
}
