/** Lines about what was published, changed and taken back, one for each publication. */
import { type NewsCount, newsWords } from '#domain/scorecard/news.ts'
import { dayName, grainOf, lastDay, periodInSentence, periodName } from '#domain/time/period.ts'
import { plural } from '#domain/wording/plural.ts'
import type { PublicationNews } from '#server/record/publications.ts'
import type { HomeLine } from './line.ts'

/** This many publications have their own line; the others that are new to the reader share one. */
const linesGiven = 4
/** This many periods of a publication are named; the others are counted. */
const periodsNamed = 3

/** The latest publications, each with what it added and changed, the latest period first. `hrefOf` returns the address for a
 * publication by its latest period, and for several together, which have no period. */
export function publicationLines(
  published: readonly PublicationNews[],
  since: Date,
  hrefOf: (publication: PublicationNews | null, period: string | null) => string,
): HomeLine[] {
  const told = published.filter((p) => p.extract === null || p.counts.length > 0)
  const others = told.slice(linesGiven).filter((p) => p.publishedAt > since)
  const lines = told.slice(0, linesGiven).map((p) => ({
    ...publicationLine(p),
    href: hrefOf(p, periodsOf(p.counts)[0]?.period ?? null),
    ...dated(p),
  }))
  const [latest] = others
  if (latest === undefined) return lines
  const words = newsWords(others.flatMap((p) => p.counts))
  return [
    ...lines,
    {
      text: `${plural(others.length, 'more publication')}: ${words.join(', ')}`,
      href: hrefOf(null, null),
      ...dated(latest),
    },
  ]
}

function dated(publication: PublicationNews): Pick<HomeLine, 'when' | 'at'> {
  return { when: dayName(publication.dated), at: publication.publishedAt.toISOString() }
}

/** Why figures are judged anew without a file. */
const judgedAnew = {
  method: 'The rules by which figures are judged changed',
  rebase: 'A new baseline was set',
  rebase_withdrawn: 'A baseline was withdrawn',
} as const

function publicationLine({ kind, counts, reason }: PublicationNews): Omit<HomeLine, 'href'> {
  const note = reason === null ? {} : { note: reason }
  if (kind === 'method' || kind === 'rebase' || kind === 'rebase_withdrawn') {
    return { text: `${judgedAnew[kind]}: ${[...newsWords(counts), 'no value moved'].join(', ')}`, ...note }
  }
  const periods = periodsOf(counts)
  const named = periods.slice(0, periodsNamed)
  const others = periods.slice(periodsNamed)
  const rest = newsWords(others.flatMap((p) => p.counts)).join(', ')
  const words = [
    ...named.map((p) => `${p.name}: ${newsWords(p.counts).join(', ')}`),
    ...(others.length === 0 ? [] : [`${plural(others.length, 'earlier period')}: ${rest}`]),
  ].join('; ')
  const isChange = counts.some((c) => c.kind !== 'new')
  return isChange ? { text: words, mark: 'restated', ...note } : { text: words }
}

/** What happened in each month and quarter, and in the weeks together, the latest first. */
function periodsOf(counts: readonly NewsCount[]): { period: string; name: string; counts: NewsCount[] }[] {
  const latestFirst = counts.toSorted((a, b) => (lastDay(a.period) < lastDay(b.period) ? 1 : -1))
  const groups = Map.groupBy(latestFirst, ({ period }) => (grainOf(period) === 'weekly' ? 'weeks' : period))
  return [...groups.values()].map((own) => {
    const weeks = new Set(own.map(({ period }) => period)).size
    const period = own[0]?.period ?? ''
    const name = weeks > 1 ? `${weeks} weeks to ${periodInSentence(period)}` : periodName(period)
    return { period, name, counts: own }
  })
}
