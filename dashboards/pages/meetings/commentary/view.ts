/** The form in which a team comments on a figure. */
import { html } from 'hono/html'
import { privacyHint } from '#domain/council/personal-details.ts'
import { longest } from '#domain/council/written-text.ts'
import { signature } from '#domain/meetings/answering-role.ts'
import { olderFigureWords } from '#domain/scorecard/commentary.ts'
import { periodName } from '#domain/time/period.ts'
import { firstLine } from '#domain/wording/first-line.ts'
import { formatTarget } from '#domain/wording/format.ts'
import { nameInSentence } from '#domain/wording/source-line.ts'
import type { Commentary, CommentaryVersion } from '#server/reads/commentary.ts'
import type { ScorecardLine } from '#server/reads/scorecard.ts'
import { measureAddress, scorecardAddress } from '../../../addresses.ts'
import { button } from '../../../components/button/button.ts'
import { errorSummary } from '../../../components/error-summary/error-summary.ts'
import { figureCell } from '../../../components/figure-cell/figure-cell.ts'
import { textArea, textInput } from '../../../components/form-fields/form-fields.ts'
import { insetText } from '../../../components/inset-text/inset-text.ts'
import { privacyQuestion } from '../../../components/privacy-question/privacy-question.ts'
import { releaseControl } from '../../../components/release-control/release-control.ts'
import { releaseTick } from '../../../components/release-tick/release-tick.ts'
import { statusTag } from '../../../components/status-tag/status-tag.ts'
import { type TimelineItem, timeline } from '../../../components/timeline/timeline.ts'
import { variationTag } from '../../../components/variation-tag/variation-tag.ts'
import type { Content, Html } from '../../../html.ts'
import { page } from '../../../layout/page.ts'
import { datedWords } from '../../../words/published-words.ts'
import { releaseKey } from '../../kit/releasable.ts'
import type { CommentaryForm, CommentaryView } from './model.ts'

const most = longest.commentary.toLocaleString('en-GB')

/** The page of the form. */
export function commentaryView(view: CommentaryView): Html {
  const { frame, unit, line, period, back, form } = view
  const errors = errorsOf(form)
  const month = periodName(period)
  return page({
    ...frame,
    title: [isMissing(view) ? 'No figure has come' : 'Commentary', line.kpi.name, unit.name, month],
    error: errors.length > 0,
    breadcrumbs: [
      { text: unit.name, href: scorecardAddress(unit.code, period) },
      {
        text: line.kpi.name,
        href: measureAddress(unit.code, line.kpi.code, line.period),
      },
      { text: 'Commentary' },
    ],
    wide: true,
    body: html`${errors.length === 0 ? null : errorSummary({ errors })}
<span class="govuk-caption-l">${unit.name}, ${month}</span>
<h1 class="govuk-heading-l">${isMissing(view) ? line.kpi.name : html`Commentary on ${nameInSentence(line.kpi.name)}`}</h1>
${figureLine(line)}
${
  isMissing(view)
    ? insetText({
        text:
          `No figure has come for ${periodName(line.period)}, so no commentary is asked for. ` +
          `If you know why it has not come, you can say so here.`,
      })
    : null
}
${standingNote(view)}
<form method="post" action="${measureAddress(unit.code, line.kpi.code)}/commentary" class="app-form" novalidate>
<input type="hidden" name="_csrf" value="${form.csrfToken}">
<input type="hidden" name="period" value="${period}">
<input type="hidden" name="seen" value="${String(form.seen)}">
<input type="hidden" name="from" value="${back.from}">
${isNote(view) || isMissing(view) ? oneBox(view, month) : fourQuestions(view)}
${privacyQuestion({ details: form.details })}
${releaseTick(form.release)}
<div class="govuk-button-group">${button({ text: isNote(view) ? 'Add the note' : 'Save' })}${
      view.mayAgree ? button({ text: agreeText(view), secondary: true, name: 'after', value: 'agree' }) : null
    }<a class="govuk-link" href="${back.href}">${back.text}</a></div>
</form>
${releases(view)}
${said(view)}`,
  })
}

/** What the second button does: it saves what was typed, so that nothing is lost on the way to the agreed action. */
function agreeText(view: CommentaryView): string {
  return isNote(view) ? 'Add the note and agree an action' : 'Save and agree an action'
}

/** One box, for a note and for a figure that has not come. */
function oneBox(view: CommentaryView, month: string): Html {
  const { parts, fault } = view.form
  const asked = isMissing(view) ? 'Why it has not come' : 'What there is to add'
  return textArea({
    label: isMissing(view) ? `What is known about ${month} (optional)` : `Add a note about ${month}`,
    name: 'body',
    hint: `${asked}, in up to ${most} characters. ${privacyHint}`,
    error: fault,
    value: parts.happened,
    rows: 7,
  })
}

/** What a meeting asks of a figure. Only the first answer is needed. */
function fourQuestions({ form: { parts, fault } }: CommentaryView): Html {
  return html`${textArea({
    label: 'What happened?',
    name: 'body',
    hint: `All four answers together may have up to ${most} characters. ${privacyHint}`,
    error: fault,
    value: parts.happened,
    rows: 4,
  })}
${textArea({
  label: 'What is in our control? (optional)',
  name: 'control',
  hint: 'What this team can change, and what it cannot.',
  value: parts.control,
  rows: 2,
})}
${textArea({
  label: 'What will we do next? (optional)',
  name: 'next',
  hint: 'One step. It can then be agreed as an action, with an owner and a day.',
  value: parts.next,
  rows: 2,
})}
${textInput({
  label: 'By when? (optional)',
  name: 'when',
  hint: 'A day, such as 28 June or the end of July. It becomes the date of the action you agree.',
  value: parts.when,
  autocomplete: 'off',
})}`
}

function errorsOf({
  fault,
  details: signs,
  stale,
  release,
}: CommentaryForm): { text: string; href: string }[] {
  return [
    ...(fault === null ? [] : [{ text: fault, href: '#body' }]),
    ...(stale
      ? [{ text: 'Somebody else saved while you were writing. Look at both before you save', href: '#body' }]
      : []),
    ...(release.advice === null
      ? []
      : [{ text: 'Look at the text again before you release it', href: '#release' }]),
    ...(signs.length === 0
      ? []
      : [
          {
            text: 'Take out what looks like a person’s details, or tick to save it as it is',
            href: '#accepted',
          },
        ]),
  ]
}

function figureLine({ kpi, figure, phrase }: ScorecardLine): Html {
  const target =
    figure.target === null ? null : html` <span>Target ${formatTarget(kpi, figure.target)}</span>`
  const status = figure.status === null ? null : html` ${statusTag({ status: figure.status })}`
  const variation =
    figure.variation === 'none'
      ? null
      : html` ${variationTag({ variation: figure.variation, rising: figure.analysis.rising })}`
  const words = phrase === '' ? null : html` <span>${phrase}</span>`
  return html`<p class="govuk-body app-commentary__figure">${figureCell({ kpi, cell: figure, large: true })}${target}${status}${variation}${words}</p>`
}

/** True if no figure was received and there is no commentary on it: then commentary is optional. */
function isMissing({ line, standing }: CommentaryView): boolean {
  return line.figure.state === 'not_reported' && standing === null
}

/** True if what is written will be added beneath what was agreed. */
function isNote({ signedOff, standing }: CommentaryView): boolean {
  return signedOff !== null && standing !== null
}

function standingNote(view: CommentaryView): Html | null {
  const { standing, signedOff, form } = view
  if (isNote(view))
    return html`${insetText({
      text: html`<strong>${signedOff}.</strong> What was agreed stays as it is. What you add is shown beneath it, with the date.`,
    })}${standing === null ? null : quoted('What was said', standing)}`
  const late =
    signedOff === null
      ? null
      : insetText({ text: html`<strong>${signedOff}.</strong> Nothing was said of this figure then.` })
  if (!form.stale || standing === null) return late
  return html`${late}${quoted('What is saved now', standing)}`
}

function quoted(heading: string, standing: Commentary): Html {
  return html`<h2 class="govuk-heading-s">${heading}</h2>
${timeline({ items: [commentaryItem(standing, standing.byRole), ...standing.notes.map((n) => saidItem(n, 'Note'))] })}`
}

/** Commentary, with a remark if the figure has changed since it was written. */
function commentaryItem(commentary: Commentary, title: Content): TimelineItem {
  const older = olderFigureWords(commentary.recordedAt.toISOString(), commentary.figuresChanged)
  const item = saidItem(commentary, title)
  return older === null ? item : { ...item, body: html`${item.body}<p class="govuk-body-s">${older}</p>` }
}

function saidItem(
  saving: Pick<CommentaryVersion, 'body' | 'byName' | 'byRole' | 'recordedAt' | 'dated'>,
  title: Content,
): TimelineItem {
  return {
    title,
    date: datedWords(saving.recordedAt, saving.dated),
    by: signature(saving),
    body: html`<p class="govuk-body app-said">${saving.body}</p>`,
  }
}

/** The texts that stand, and whether the board may read each of them. */
function releases({ standing, releases: own }: CommentaryView): Html | null {
  if (standing === null || own === null) return null
  const texts = [standing, ...standing.notes].filter(({ release }) => own.texts.has(releaseKey(release)))
  return html`<h2 class="govuk-heading-m">May the board read it?</h2>
${texts.map(
  ({ body, release }) =>
    html`<p class="govuk-body app-said">${body}</p>
${releaseControl({ release, releasing: own.releasing, what: firstLine(body, 60) })}`,
)}
<p class="govuk-body"><a class="govuk-link" href="/releases">All texts that you may release</a></p>`
}

function said({ versions, before }: CommentaryView): Html {
  const older = versions.slice(1)
  return html`${
    older.length === 0
      ? null
      : html`<h2 class="govuk-heading-m">What was saved before</h2>
${timeline({ items: older.map((v) => saidItem(v, v.kind === 'note' ? 'Note' : `Version ${v.version}`)) })}`
  }${
    before.length === 0
      ? null
      : html`<h2 class="govuk-heading-m">Earlier months</h2>
${timeline({ items: before.map((c) => commentaryItem(c, periodName(c.period))) })}`
  }`
}
