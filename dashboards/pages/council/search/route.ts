import { searchTargetOf, searchWords } from '#domain/council/search.ts'
import { beginningOf } from '#domain/council/written-text.ts'
import { monthOf } from '#domain/time/period.ts'
import type { Page } from '../../kit/page.ts'
import { groupsOf, jumpTo, resultsShown, type SearchScope, searchCorrection } from './results.ts'
import { searchView } from './view.ts'

const LONGEST = 200

/** `/search?q=`: teams, measures, actions, the plan's records, decisions and extracts that the reader may see. A search that
 * names exactly one of them opens it. */
export const searchPage: Page = {
  name: 'search',
  register(app, { reads, frame, visible, may }) {
    app.get<{ Querystring: { q?: unknown } }>(
      '/search',
      { config: { permission: 'signed_in' } },
      async (request, reply) => {
        const given = request.query.q
        const text = typeof given === 'string' ? beginningOf(given.trim(), LONGEST) : ''
        const surround = await frame(request)
        const words = searchWords(text)
        if (words.length === 0) return searchView({ frame: surround, text, found: null })
        const day = surround.today
        const month = monthOf(day)
        const readsPlan = may(request, 'plan.read')
        const seesExtracts = may(request, 'extracts.read')
        const tree = await reads.loadUnits(month)
        const units = visible(request, tree, 'units.read')
        const [kpis, actions] = await Promise.all([
          reads.loadKpis(month),
          readsPlan ? reads.loadSearchedActions() : [],
        ])
        const figureUnits = visible(request, tree, 'scorecards.read')
        const own = figureUnits[0] ?? null
        const searched: SearchScope = { units, kpis, actions, own, month }
        const jump = jumpTo(searchTargetOf(text), searched, seesExtracts)
        if (jump !== null) return reply.redirect(jump, 303)
        const limit = resultsShown + 1
        const codesOf = (of: typeof units) => of.map(({ code }) => code)
        const discussed = codesOf(visible(request, tree, 'commentary.read'))
        const [records, decisions, baselines, extracts, absences] = await Promise.all([
          readsPlan ? reads.loadFoundPlanRecords({ words, day, limit }) : [],
          discussed.length > 0 ? reads.loadFoundDecisions({ words, units: discussed, day, limit }) : [],
          own === null ? [] : reads.loadFoundBaselines({ words, units: codesOf(figureUnits), limit }),
          seesExtracts ? reads.loadFoundExtracts({ words, limit }) : [],
          seesExtracts ? reads.loadFoundAbsences({ words, day, limit }) : [],
        ])
        const groups = groupsOf(words, searched, { records, decisions, baselines, extracts, absences })
        const meant = groups.length === 0 ? searchCorrection(words, searched) : null
        return searchView({
          frame: surround,
          text,
          found: { groups, meant, isPart: units.length < tree.length },
        })
      },
    )
  },
}
