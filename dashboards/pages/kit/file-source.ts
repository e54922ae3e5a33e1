/** Where the figures of a file come from, for a reader who has nothing but the file. */
import { type SignOff, signOffWords } from '#domain/scorecard/sign-off.ts'
import { lastMonth } from '#domain/time/period.ts'
import { uncapital } from '#domain/wording/format.ts'
import type { ChartFile } from '../../exports/chart-file.ts'
import type { PageDeps } from './page.ts'

/** "Ridgeshire County Council (demonstration), demonstration data: 93% (112 of 120), visits to children in care, South, April 2019,
 * published 10 May 2019. Children in care return, provisional" */
export async function loadFileSource(
  { source, of }: Pick<ChartFile, 'source' | 'of'>,
  { reads }: Pick<PageDeps, 'reads'>,
): Promise<string> {
  const [council, returns, signOffs] = await Promise.all([
    reads.loadCouncil(),
    of?.returnCode === undefined ? [] : reads.loadReturns(),
    of === undefined || of.units.length === 0
      ? new Map<string, SignOff>()
      : reads.loadSignOffs(of.units, lastMonth(of.period), of.asAt),
  ])
  const owner = [council?.name, council?.isDemonstration ? 'demonstration data' : null]
    .filter(Boolean)
    .join(', ')
  const dataReturn = returns.find(({ code }) => code === of?.returnCode)
  const standing = [
    dataReturn === undefined ? null : `${dataReturn.name} return`,
    standingWords([...signOffs.values()]),
  ].filter((words) => words !== null)
  const said = owner === '' ? source : `${owner}: ${source}`
  return standing.length === 0 ? said : `${said}. ${standing.join(', ')}`
}

/** "provisional", "final, signed off 17 May 2019"; of several scorecards how many are final. Null without any. */
function standingWords(signOffs: readonly SignOff[]): string | null {
  const [only, ...others] = signOffs
  if (only === undefined) return null
  if (others.length === 0) return uncapital(signOffWords(only))
  const final = signOffs.filter(({ state }) => state === 'final').length
  return `${final} of ${signOffs.length} scorecards final`
}
