/** What changed since the reader last looked: a line of summary that opens to each change. */
import { html } from 'hono/html'
import { outcomeWords } from '#domain/meetings/decision.ts'
import { newsWords } from '#domain/scorecard/news.ts'
import { targetMoveWords } from '#domain/scorecard/target-move.ts'
import { dayName, periodInSentence, periodName } from '#domain/time/period.ts'
import { formatFigure } from '#domain/wording/format.ts'
import { plural } from '#domain/wording/plural.ts'
import { stateText } from '#domain/wording/words.ts'
import type { FigureChange, ShownFigure } from '#server/reads/changes.ts'
import type { Scorecard } from '#server/reads/scorecard.ts'
import type { UnitNews } from '#server/reads/unit-news.ts'
import { decisionAddress } from '../../../addresses.ts'
import { details } from '../../../components/details/details.ts'
import { readAll } from '../../../components/read-all/read-all.ts'
import type { Html } from '../../../html.ts'
import type { ScorecardView } from './model.ts'
import { kpiAddress } from './question.ts'
import { restatedAddress } from './sign-off.ts'

/** The targets that changed with this month, a sentence each; null if none did. */
export function targetNews({ lines }: Scorecard): Html | null {
  const moved = lines.flatMap(({ kpi, targetMove }) =>
    targetMove === null ? [] : targetMoveWords(kpi, targetMove),
  )
  if (moved.length === 0) return null
  if (moved.length === 1) return html`<p class="app-news">${moved[0]}.</p>`
  return html`<ul class="app-news govuk-list govuk-list--bullet">${moved.map(
    (words) => html`<li>${words}</li>
`,
  )}</ul>`
}

/** The number of figures that are named; the others are on the page of changes. */
const figuresShown = 8

/** The news since the last look; null on a first look, for a past moment, and for a reader outside the service. */
export function newsSection(view: ScorecardView): Html | null {
  const { news, scorecard, reading } = view
  if (news === null) return null
  const since = dayName(news.since.dated)
  const figures = newsOfMonth(news, scorecard.period)
  const others = news.figures.length - figures.length
  const parts = [
    ...newsWords(news.figures.map(({ period, news: kind }) => ({ period, kind, figures: 1 }))),
    counted(news.commentary.length, 'new commentary', 'new commentaries'),
    counted(news.decisions.length, 'action agreed or reported on', 'actions agreed or reported on'),
    counted(news.signOffs.length, 'step of a sign-off', 'steps of a sign-off'),
  ].filter((words) => words !== null)
  if (parts.length === 0)
    return html`<p class="app-news app-no-print">Nothing changed for this ${scorecard.unit.kind} since you last looked, on ${since}.</p>`
  const unitKpi = (kpi: string) => scorecard.lines.find((l) => l.kpi.code === kpi)?.kpi.name ?? kpi
  return html`<div class="app-news app-no-print">${details({
    summary: html`Since you last looked, on ${since}: ${parts.join(', ')}`,
    body: html`<ul class="govuk-list govuk-list--bullet">
${figures
  .slice(0, figuresShown)
  .map(
    (change) =>
      html`<li><a class="govuk-link" href="${kpiAddress(
        scorecard.unit.code,
        change.kpi.code,
        change.period,
        reading,
      )}#lineage">${change.kpi.name}</a>, ${periodInSentence(change.period)}: ${wasAndIs(change)}${reasonOf(change)}</li>\n`,
  )}${news.commentary.map(
  (c) =>
    html`<li>${c.byName} wrote about <a class="govuk-link" href="${kpiAddress(
      scorecard.unit.code,
      c.kpi,
      c.period,
      reading,
    )}">${unitKpi(c.kpi)}</a>, ${periodName(c.period)}</li>\n`,
)}${news.decisions.map(
  (d) =>
    html`<li>${decisionNews[d.state]}: ${readAll({
      ...{ text: d.body, most: 100, what: 'the agreed action' },
      href: decisionAddress(scorecard.unit.code, d.id),
    })}</li>\n`,
)}${news.signOffs.map(
  (s) => html`<li>${periodName(s.period)} was ${stepNews[s.step]} by ${s.byName}</li>\n`,
)}</ul>
${
  figures.length > figuresShown || others > 0
    ? html`<p class="govuk-body"><a class="govuk-link" href="${restatedAddress(
        scorecard,
        news.since.at.toISOString(),
      )}">All ${news.figures.length} figures, of every month</a></p>`
    : null
}`,
  })}</div>`
}

const decisionNews: Record<UnitNews['decisions'][number]['state'], string> = {
  made: 'Agreed',
  ...outcomeWords,
}

const stepNews: Record<UnitNews['signOffs'][number]['step'], string> = {
  submitted: 'submitted',
  agreed: 'signed off',
  reopened: 'sent back',
}

/** " (taken back: it was the wrong file)", or empty if no reason was needed. */
function reasonOf({ kind, reason }: FigureChange): string {
  const words = [kind === 'revert' ? 'taken back' : null, reason].filter((part) => part !== null)
  return words.length === 0 ? '' : ` (${words.join(': ')})`
}

/** The changes of the month itself; if there are none, all changes. */
function newsOfMonth({ figures }: UnitNews, period: string): readonly FigureChange[] {
  const own = figures.filter((f) => f.period === period)
  return own.length === 0 ? figures : own
}

function wasAndIs({ kpi, before, after }: FigureChange): string {
  const said = (cell: ShownFigure) =>
    cell.state === 'reported' || cell.state === 'without_denominator'
      ? formatFigure(kpi, cell)
      : stateText(cell)
  if (before === null || before.state === 'not_reported') return `now ${said(after)}`
  const [was, is] = [said(before), said(after)]
  return was === is ? `${is}, judged differently` : `was ${was}, is ${is}`
}

function counted(count: number, one: string, many: string): string | null {
  return count === 0 ? null : plural(count, one, many)
}
