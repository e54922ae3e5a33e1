import type { Kpi } from '#domain/catalogue/kpi.ts'
import type { Share } from '#domain/figures/target-shortfall.ts'
import type { ShownCell } from '#domain/figures/wholeness.ts'
import { periodInSentence } from '#domain/time/period.ts'
import { formatFigure, formatTarget, uncapital } from '#domain/wording/format.ts'
import { countedThings } from '#domain/wording/gap-words.ts'
import { nameList } from '#domain/wording/name-list.ts'
import { plural } from '#domain/wording/plural.ts'
import { shortfallFinding, shortWords } from '#domain/wording/shortfall-finding.ts'
import { wordFor } from '#domain/wording/word-for.ts'
import { goodWords } from '#domain/wording/words.ts'
import { altText } from '../alt-text.ts'
import { type ChartInput, pictureOf, type TitledChart } from '../picture.ts'
import { pointAt } from '../points.ts'
import { chartWidths, type Size } from '../scale.ts'
import { linesOf, textWidth } from '../text-width.ts'

export type ShortUnit = {
  code: string
  name: string
  cell: ShownCell
  /** True for a base too small to judge: its children count here all the same. */
  isSmall: boolean
}

/** What each team adds to the shortfall of all of them in one month, in the organisation's order. */
export type Shortfall = {
  kpi: Pick<Kpi, 'code' | 'name' | 'unit' | 'decimals' | 'kind' | 'good' | 'numerator' | 'denominator'>
  /** "Ridgeshire County Council" */
  scope: string
  noun: 'team' | 'service'
  period: string
  /** Null for a measure in which each one counts and that has none. */
  target: number | null
  shares: readonly Share<ShortUnit>[]
  together: number
  needed: number
  /** The names of those whose counts are not known. */
  leftOut: readonly string[]
  /** True if the figure of the whole was supplied, so that its parts need not add up to it. */
  isSupplied: boolean
}

/** Who accounts for the shortfall: a bar for each team, to the right as far as it is short, to the left as far as it is better. */
export function titledShortfall(shortfall: Shortfall): TitledChart {
  const { kpi, scope, noun, period, target, shares } = shortfall
  const when = periodInSentence(period)
  const title = shortfallFinding(
    kpi,
    { ...shortfall, shares: shares.map(({ unit, short }) => ({ name: unit.name, short })) },
    { period, noun },
  )
  return {
    picture: pictureOf('shortfall', shortfallInput(shortfall)),
    narrow: pictureOf('shortfall', shortfallInput(shortfall, 'narrow')),
    title,
    subtitle: `${kpi.name}. ${scope}, ${when}. ${togetherWords(shortfall)}${leftOutWords(shortfall)}`,
    key: shares.some(({ unit }) => unit.isSmall) ? smallWords : null,
    alt: altText({
      type: 'Bar chart',
      measure: `who accounts for the shortfall on ${kpi.name}`,
      scope,
      first: when,
      last: when,
      finding: title,
      latest: `Latest ${uncapital(togetherWords(shortfall))}`,
      good: goodWords[kpi.good],
      target: target === null ? null : `Target ${formatTarget(kpi, target)}`,
    }),
    columns: [
      { heading: noun === 'team' ? 'Team' : 'Service' },
      { heading: 'Against target', numeric: true },
      { heading: 'Figure', numeric: true },
    ],
    rows: [
      ...shares.map(({ unit, short }) => [unit.name, sideWords(kpi, short), formatFigure(kpi, unit.cell)]),
      ['Together', sideWords(kpi, shortfall.together), '–'],
    ],
    records: shares.map(({ unit, short }) => ({
      unit: unit.code,
      name: unit.name,
      kpi: kpi.code,
      period,
      short,
      numerator: unit.cell.numerator,
      denominator: unit.cell.denominator,
      value: unit.cell.value,
      target,
    })),
  }
}

export const smallWords = 'Outline: a small number, which is not judged; its children count here.'

/** "Together 29.6 short of target: 30 more children would have met it", and what that is made of where some are better. */
function togetherWords({ kpi, shares, together, needed }: Shortfall): string {
  if (needed === 0) return 'Together they met the target'
  const things = countedThings(kpi, needed).replace(' ', kpi.good === 'lower' ? ' fewer ' : ' more ')
  const better = shares.reduce((sum, { short }) => sum + Math.min(0, Math.round(short * 10)), 0) / 10
  const made = better === 0 ? '' : ` (${(together - better).toFixed(1)} less ${(-better).toFixed(1)} better)`
  return `Together ${together.toFixed(1)} ${shortWords(kpi)}${made}: ${things} would have met it`
}

function leftOutWords({ leftOut, noun }: Shortfall): string {
  if (leftOut.length === 0) return ''
  const who = leftOut.length > 3 ? plural(leftOut.length, noun) : nameList(leftOut)
  return `. ${who} ${wordFor(leftOut.length, 'is', 'are')} left out: no counts to show`
}

/** "4.3 short of target", "2.1 better than target": with one decimal, so that they are seen to add up. */
function sideWords(kpi: Shortfall['kpi'], short: number): string {
  const size = Math.abs(short).toFixed(1)
  if (Number(size) === 0) return 'on target'
  return `${size} ${short < 0 ? 'better than target' : shortWords(kpi)}`
}

const lineHeight = 17
/** The most pixels of a name left of its bar. */
const nameRoom = 220

/** The table that is drawn, a row for each team; the specification sorts it. */
export function shortfallInput({ kpi, shares }: Shortfall, size: Size = 'wide'): ChartInput {
  const narrow = size === 'narrow'
  const names = shares.map(({ unit }) => linesOf(unit.name, narrow ? chartWidths.narrow - 18 : nameRoom, 14))
  const most = Math.max(1, ...names.map((lines) => lines.length))
  const longest = Math.max(0, ...names.flatMap((lines) => lines.map((line) => textWidth(line, 14))))
  const left = narrow ? 8 : Math.ceil(longest) + 20
  const right = narrow ? 8 : 20
  const row = narrow ? 28 + most * lineHeight : Math.max(32, most * lineHeight + 8)
  return {
    width: chartWidths[size] - left - right,
    height: Math.max(1, shares.length) * row,
    padding: { left, right, top: 30, bottom: 8 },
    params: { size, side: shortWords(kpi) },
    data: {
      teams: shares.map(({ unit, short }, i) => ({
        code: unit.code,
        name: names[i]?.join('\n'),
        short,
        isSmall: unit.isSmall,
        point: pointAt(i),
      })),
    },
  }
}
