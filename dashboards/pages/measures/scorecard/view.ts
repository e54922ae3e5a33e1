import { html } from 'hono/html'
import { type SignOffStep, signOffWords } from '#domain/scorecard/sign-off.ts'
import { addMonths, dayName, periodName } from '#domain/time/period.ts'
import { formatFigure } from '#domain/wording/format.ts'
import { countedStatusWords, dimensionQuestions, variationWords } from '#domain/wording/words.ts'
import type { Scorecard } from '#server/reads/scorecard.ts'
import { scorecardAddress, unitAddress } from '../../../addresses.ts'
import { asAtBanner } from '../../../components/as-at-banner/as-at-banner.ts'
import { errorSummary } from '../../../components/error-summary/error-summary.ts'
import { insetText } from '../../../components/inset-text/inset-text.ts'
import { newerMonths } from '../../../components/newer-months/newer-months.ts'
import { phoneFoldLine } from '../../../components/phone-fold/phone-fold.ts'
import { scopeBar } from '../../../components/scope-bar/scope-bar.ts'
import { withSource } from '../../../components/source-line/source-line.ts'
import type { Html } from '../../../html.ts'
import { page } from '../../../layout/page.ts'
import { datedWords, publishedWords } from '../../../words/published-words.ts'
import { type Reading, sameReading } from '../kit/reading.ts'
import { unknownNote } from './filters.ts'
import { decisions, tally, topMatters } from './first-screen.ts'
import type { ScorecardView } from './model.ts'
import { newsSection, targetNews } from './news.ts'
import { kpiAddress, monthAddress, questionAddress } from './question.ts'
import { decisionsSection, notCollected, planSection, practiceSection } from './sections.ts'
import { restatedAddress, signOffSection, versionNote } from './sign-off.ts'
import { scorecardSource } from './source.ts'
import { measuresSection } from './table.ts'

/** The month of one team, one service or the council, ordered for the meeting: what to raise first, then every measure. */
export function scorecardView(view: ScorecardView): Html {
  const { frame, scorecard, asked } = view
  const { unit, period } = scorecard
  const { filter } = asked
  const filtered = [
    filter.dimension === null ? null : `“${dimensionQuestions[filter.dimension]}”`,
    filter.status === null ? null : countedStatusWords[filter.status],
    filter.variation === null ? null : variationWords[filter.variation],
  ].filter((words) => words !== null)
  return page({
    ...frame,
    title: [['Scorecard', ...filtered].join(', '), unit.name, periodName(period)],
    wide: true,
    footer: {
      source: 'monthly KPI extracts of the data team',
      published: scorecard.publishedAt === null ? null : datedWords(scorecard.publishedAt, frame.today),
    },
    notice: view.done === null ? null : { text: doneWords(view.done, period), success: true },
    error: view.form?.error != null,
    printFooter: [
      frame.council.name,
      unit.name,
      periodName(period),
      ...(scorecard.signOff === null || scorecard.version !== null ? [] : [signOffWords(scorecard.signOff)]),
      ...versionWords(scorecard),
      ...(scorecard.publishedAt === null
        ? []
        : [`published ${datedWords(scorecard.publishedAt, frame.today)}`]),
      ...(frame.actor === null ? [] : [`printed by ${frame.actor.name}`]),
    ].join(' · '),
    body: html`<div class="app-scorecard${asked.all ? ' app-scorecard--all' : ''}">${
      view.form?.error ? errorSummary({ errors: [{ text: view.form.error, href: '#reopen-note' }] }) : null
    }${scope(view)}
${head(view)}
${tally(view)}
<div class="app-scorecard__tops">
${topMatters(view)}
${decisions(view)}
</div>
${targetNews(scorecard)}
${newsSection(view)}
${measuresSection(view)}
${backToTop()}
<div class="app-scorecard__around app-phone-fold">
${phoneFoldLine('Plan actions, practice and people, agreed actions in full')}
<div class="app-scorecard__beside app-phone-fold__part">
${planSection(view)}
${practiceSection(view)}
${decisionsSection(view)}
</div>
${restatedList(view)}
${signOffSection(scorecard, view.form)}
${notCollected(view)}
</div>
${downloads(view)}
${backToTop()}</div>`,
  })
}

/** The way back from a long page. */
function backToTop(): Html {
  return html`<p class="app-scorecard__top app-no-print"><a class="govuk-link" href="#main-content">Back to top</a></p>`
}

/** What must be known before the first figure; the title; and the month in a sentence. */
function head(view: ScorecardView): Html {
  const { scorecard, reading, asked } = view
  const { unit, period } = scorecard
  return html`${
    reading.moment === undefined
      ? null
      : asAtBanner({
          moment: reading.moment,
          latest: questionAddress(monthAddress(scorecard), asked, { ...reading, asAt: null }),
        })
  }
${treeNote(scorecard, reading)}
${reading.moment === undefined ? versionNote(scorecard) : null}
${unknownNote(view)}
<h1 class="govuk-heading-l app-scorecard__title">${unit.name}: ${periodName(period)}</h1>
${newerMonths({
  period,
  latest: view.latest,
  newer: view.newer,
  href: (m) => sameReading(monthAddress({ unit, period: m }), reading),
})}
${mergedNote(view)}
${
  scorecard.lines.some((l) => l.figure.analysis.withheld === true)
    ? insetText({
        text:
          'Small numbers are suppressed for readers outside the service, and what could tell them is not judged. ' +
          'Counts on this page are of what is shown.',
      })
    : null
}
<p class="govuk-body-l app-scorecard__headline">${withSource({
    content: scorecard.headline,
    text: scorecard.headline,
    source: scorecardSource(scorecard),
  })}${
    scorecard.restated ? html` <a class="govuk-link" href="#restated">Some figures are restated.</a>` : null
  }</p>`
}

/** The scorecard as files and for paper, and how to read it. */
function downloads({ scorecard, reading }: ScorecardView): Html {
  const address = monthAddress(scorecard)
  const types = [
    ['CSV', 'csv'],
    ['Excel', 'xlsx'],
    ['JSON', 'json'],
  ] as const
  const print = sameReading(`${address}?print=all`, reading)
  return html`<p class="app-chart__links">Download: ${types.map(
    ([name, type]) =>
      html`<a class="govuk-link" href="${sameReading(`${address}.${type}`, reading)}">${name}</a> `,
  )}<a class="govuk-link" href="${print}">Everything opened, for paper</a> <a class="govuk-link" href="/help">How to read this scorecard</a></p>`
}

/** "version 2, restated", for a printed sheet and the address that leads back to it; empty while the month is open. */
function versionWords({ version, signOff }: Scorecard): string[] {
  if (version === null) return []
  return [`version ${version.number}${signOff?.restatedBy == null ? '' : ', restated'}`]
}

function doneWords(step: SignOffStep, period: string): string {
  const month = periodName(period)
  if (step === 'submitted') return `${month} is submitted. The head of service is to agree it.`
  return step === 'agreed' ? `${month} is signed off.` : `${month} is sent back to the team manager.`
}

/** For a roll-up whose teams are not those of today: which of the two trees is shown, and a link to the other. */
function treeNote(scorecard: Scorecard, reading: Reading): Html | null {
  if (!scorecard.recast && !scorecard.teamsDiffer) return null
  const other = sameReading(monthAddress(scorecard), {
    ...reading,
    tree: scorecard.recast ? 'then' : 'today',
  })
  return insetText({
    text: scorecard.recast
      ? html`<strong>Recast on today’s teams; not the figures as they were published.</strong> <a class="govuk-link" href="${other}">As published</a>`
      : html`The teams beneath were not those of today. <a class="govuk-link" href="${other}">Recast on today’s teams</a>`,
  })
}

/** For a team that took over from others: which ones, and a link to each. */
function mergedNote({ detail, visible, reading }: ScorecardView): Html | null {
  const { predecessors } = detail
  if (predecessors.length === 0) return null
  return insetText({
    text: html`This team took over from ${predecessors.map(
      ({ code, name, closed }, i) =>
        html`${i === 0 ? null : i === predecessors.length - 1 ? ' and ' : ', '}${
          visible.has(code)
            ? html`<a class="govuk-link" href="${sameReading(unitAddress(code), reading)}">${name}</a>`
            : name
        }${closed === null ? null : `, closed ${dayName(closed)}`}`,
    )}. Its own series begins with it.`,
  })
}

function scope({ scorecard, visible, reading, asked }: ScorecardView): Html {
  const { unit, ancestors, period, signOff } = scorecard
  const parent = ancestors.at(-1)
  const at = (month: string) =>
    questionAddress(monthAddress({ unit, period: month }), asked, reading, {
      compare: asked.compare === month ? null : asked.compare,
    })
  return scopeBar({
    unit: unit.name,
    parent:
      parent !== undefined && visible.has(parent.code)
        ? {
            text: parent.name,
            href: sameReading(scorecardAddress(parent.code, period), reading),
          }
        : null,
    change: {
      text: unit.kind === 'team' ? 'About this team' : 'Teams',
      href: unitAddress(unit.code),
    },
    period: periodName(period),
    ...(signOff === null ? {} : { periodRemark: `(${signOffWords(signOff)})` }),
    previous:
      scorecard.previousPeriod === null
        ? null
        : { period: periodName(scorecard.previousPeriod), href: at(scorecard.previousPeriod) },
    next:
      scorecard.nextPeriod === null
        ? { period: periodName(addMonths(period, 1)), href: null, remark: '(not published yet)' }
        : { period: periodName(scorecard.nextPeriod), href: at(scorecard.nextPeriod) },
  })
}

function restatedList({ scorecard, reading }: ScorecardView): Html | null {
  const restated = scorecard.lines.filter((l) => l.restated)
  if (!scorecard.restated) return null
  const agreed = scorecard.signOff?.agreements.at(-1)?.at
  const from = agreed ?? scorecard.firstPublishedAt?.toISOString()
  return html`<section id="restated"><h2 class="govuk-heading-m">Restated since ${agreed === undefined ? 'first published' : 'sign-off'}</h2>
${
  from === undefined
    ? null
    : html`<p class="govuk-body"><a class="govuk-link" href="${restatedAddress(
        scorecard,
        from,
      )}">What changed since ${publishedWords(new Date(from))}, and why</a></p>`
}
${
  restated.length === 0
    ? null
    : html`<ul class="govuk-list govuk-list--bullet">${restated.map(
        (l) =>
          html`<li><a class="govuk-link" href="${kpiAddress(
            scorecard.unit.code,
            l.kpi.code,
            l.period,
            reading,
          )}#lineage">${l.kpi.name}</a>, now ${formatFigure(l.kpi, l.figure)}</li>`,
      )}</ul>`
}</section>`
}
