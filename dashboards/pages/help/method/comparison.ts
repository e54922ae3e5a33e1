/** How teams are compared side by side, with limits calculated by the rules themselves. */
import { html } from 'hono/html'
import { limitsOfChance, rangeLeftOpen } from '#domain/figures/chance.ts'
import { formatNumber } from '#domain/wording/format.ts'
import type { Html } from '../../../html.ts'
import { example, rules, section } from './section.ts'

const [met, cases, together] = [41, 50, 85] as const

/** What chance alone would produce, and what it leaves open. */
export function comparison(): Html {
  const range = rangeLeftOpen(met, cases)
  const { inner, outer } = limitsOfChance(together, cases)
  const percent = (value: number) => `${formatNumber(value, 1)}%`
  return section(
    'comparing',
    'Comparing teams',
    html`<p class="govuk-body">Teams stand in the same order every month, whatever their figures, and only
beside teams of their own type. There are no league tables.</p>
${rules([
  'The bar through a team’s dot is its likely range: the share lies within it 95 times in 100 (Wilson’s interval). ' +
    'The fewer the cases, the longer the bar. Where two bars overlap, the difference may be chance.',
  'A funnel plot sets each team’s share against its number of cases. Its lines stand around all the teams added ' +
    'up, as far from it as chance alone would take a team that does as all do: 95 times in 100 within the dashed ' +
    'lines, 998 times in 1,000 within the outer ones (exact binomial limits).',
  'A team beyond the outer lines is worth asking about: its cases, its recording, its work. ' +
    'Of twenty teams that do alike one is always beyond the dashed lines, so those single nobody out.',
  'Both are worked out for shares of cases only: not for counts, averages, posts, or where more may be counted ' +
    'above the line than below it. A base under the smallest that is judged is drawn hollow.',
  'A short series without a usual range shows its median instead. How many of the last points lie on one side of it is counted, and nothing is concluded.',
])}
${example(
  html`${met} of ${cases} is ${percent((100 * met) / cases)}; its likely range is ${percent(range?.low ?? 0)} to
${percent(range?.high ?? 100)}. Where all teams together are at ${together}%, chance keeps a team of
${cases} cases between ${percent(inner.low)} and ${percent(inner.high)} 95 times in 100.
It keeps it between ${percent(outer.low)} and ${percent(outer.high)} 998 times in 1,000.`,
)}`,
  )
}
