import { html } from 'hono/html'
import { chartsWithWords, chartWordsOf } from '../../../charts/chart-words.ts'
import type { Draw } from '../../../charts/picture.ts'
import type { ChartName } from '../../../charts/specs.ts'
import example from '../../../charts/trend/example.json' with { type: 'json' }
import type { TrendSeries } from '../../../charts/trend/trend.ts'
import { dataTable } from '../../../components/data-table/data-table.ts'
import { glyph } from '../../../components/glyph/glyph.ts'
import { phoneFoldedPart } from '../../../components/phone-fold/phone-fold.ts'
import { trendFigure } from '../../../components/trend-figure/trend-figure.ts'
import type { Html } from '../../../html.ts'

const series: TrendSeries = { ...(example as TrendSeries), unitName: 'An invented team' }

/** One chart with the meaning of each part, and the other charts by the question they answer. */
export function charts(draw: Draw): Html {
  return html`<section aria-labelledby="charts">
<h2 class="govuk-heading-m" id="charts">How to read a chart</h2>
${phoneFoldedPart(
  'How to read a chart',
  html`<p class="govuk-body">Its title is what it found, by rule. Its numbers stand in a table beneath it, and everything
in the picture is there in words too. This is an example:</p>
${trendFigure({ id: 'example-chart', series, draw, headingLevel: 3 })}
<ul class="govuk-list govuk-list--bullet">
<li><strong>The line</strong> is the measure, month by month. A gap is a month without a figure; it is never drawn as zero.</li>
<li>${glyph({ name: 'key_band' })} <strong>The grey band</strong> is the usual range, and the line through it the
average. Within the band, look at the whole, not at one month.</li>
<li>${glyph({ name: 'key_improving' })} <strong>A filled circle</strong> is better than usual, ${glyph({
    name: 'key_concerning',
  })} <strong>a diamond</strong> worse than usual, ${glyph({ name: 'key_unusual' })} <strong>a square</strong> unusual
where neither direction is good. A plain point is neither.</li>
<li>${glyph({ name: 'key_earlier' })} <strong>A large hollow circle</strong> is an earlier signal: the run is over, or the month outside its
usual range is more than a year ago.</li>
<li>${glyph({ name: 'key_small' })} <strong>A hollow circle</strong> is a small number, which is not judged.</li>
<li><strong>The dashed line</strong> is the target, with its value at its end. Where the target was changed, the line steps.</li>
<li><strong>A note on a month</strong> says what happened then. That it stands beside a change does not say that it caused it.</li>
</ul>
${dataTable({
  caption: 'Other charts, by the question each answers',
  captionSize: 's',
  columns: [{ heading: 'Question' }, { heading: 'Chart' }, { heading: 'How to read it' }],
  rows: [...otherCharts, ...chartsWithWords().map(inHelp)].map((cells) => ({ cells: [...cells] })),
  dense: true,
  cards: true,
})}`,
)}
</section>`
}

/** A chart whose specification says how it is read. */
function inHelp(chart: ChartName): [string, string, string] {
  const { question, kind, read } = chartWordsOf(chart)
  return [question, kind, read]
}

const otherCharts: readonly (readonly [string, string, string])[] = [
  [
    'How did the last 13 months go?',
    'Small line in a table',
    'The grey band is this month’s usual range, the dashed line the target, a hollow point a small number. A percentage spans at least ten points.',
  ],
  [
    'How many is that?',
    'Bars beneath a trend',
    'Each bar is how many were counted that month. Where bars are short, one child more or fewer moves the line above a long way.',
  ],
  [
    'Is this team different from others like it?',
    'Funnel',
    'Each dot is a team, the larger ones to the right. Between the curves, teams differ by chance alone. ' +
      'Only teams of one type are in one picture, and they are in no order of merit.',
  ],
  [
    'How sure is a team’s figure?',
    'Dots with lines',
    'The dot is the figure; the bar through it is its likely range, 95 times in 100. Where bars overlap, do not rank.',
  ],
  [
    'Where and when?',
    'Heatmap',
    'Each cell holds its number. Its shade says how far from target it is; orange is short of it and blue is past it. A corner mark says met or missed.',
  ],
  [
    'Do teams move alike?',
    'Small charts side by side',
    'All have the same scale, so that heights can be compared.',
  ],
  [
    'How does elsewhere stand?',
    'Lines of other places',
    'Years end in March. Our own add up their months, or are the state on 31 March; a hollow point is a year that is not complete. ' +
      'Other places are published yearly, a year late, and their line ends there.',
  ],
  [
    'What comes in, and how much of it reaches the next stage?',
    'Four lines, one above another',
    'Each stage has its own scale and its usual range. The share above a line sets the counts of one month side by side: ' +
      'they are not the same children, so it can be more than 100%.',
  ],
  [
    'How does this year compare with earlier ones?',
    'One line for each financial year',
    'This year is dark, earlier ones are grey, over the same twelve months. ' +
      'Read one month up and down; what adds up is also given for the year to date.',
  ],
  [
    'Who accounts for the shortfall?',
    'Bars to both sides of the target',
    'Each bar is a team’s children late less what the target allows its number of children. Bars to the left are better than target. ' +
      'Added up they are the council’s own shortfall.',
  ],
  [
    'Is the plan delivered?',
    'Milestones and ratings',
    'Red, amber and green are the plan’s own words about delivery. They say nothing about a measure.',
  ],
]
