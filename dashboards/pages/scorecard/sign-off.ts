/** The sign-off of a team's month: how far it is, what was done, the versions it has, and the step the reader may take. */
import { html } from 'hono/html'
import { periodName } from '#domain/period.ts'
import { type SignOff, type SignOffStep, signOffWords, type TakenStep } from '#domain/sign-off.ts'
import type { Scorecard } from '#server/reads/scorecard.ts'
import { button } from '../../components/button/button.ts'
import { textArea } from '../../components/form-fields/form-fields.ts'
import { insetText } from '../../components/inset-text/inset-text.ts'
import { type TimelineItem, timeline } from '../../components/timeline/timeline.ts'
import type { Content, Html } from '../../layout/html.ts'
import { publishedWords } from '../../layout/published-words.ts'
import { scorecardAddress } from './asked.ts'

/** The steps this reader may take now, and what was wrong with the one they tried. */
export type SignOffForm = { steps: readonly SignOffStep[]; csrfToken: string; error: string | null }

/** The address at which a version is read. */
function versionAddress(scorecard: Scorecard, at: string): string {
  return `${scorecardAddress(scorecard)}?asAt=${at}`
}

/** The address of what changed in the unit's figures from a moment on. */
export function changesAddress({ unit }: Pick<Scorecard, 'unit'>, from: string, to?: string): string {
  return `/units/${encodeURIComponent(unit.code)}/changes?from=${from}${to === undefined ? '' : `&to=${to}`}`
}

/** What stands at the head of a restated version: why, and the way back to what was signed off. */
export function versionNote(scorecard: Scorecard): Html | null {
  const { version, signOff } = scorecard
  const first = signOff?.versions[0]
  if (version === null || first === undefined || version.change === null) return null
  const { reason } = version.change
  return insetText({
    text: html`<strong>Restated since sign-off.</strong> This is version ${version.number}, published ${when(version.at)}${reason === null ? null : `: ${reason}`}. <a class="govuk-link" href="${versionAddress(scorecard, first.at)}">Version 1, as signed off</a> · <a class="govuk-link" href="${changesAddress(scorecard, first.at, version.at)}">What changed</a>`,
  })
}

export function signOffSection(scorecard: Scorecard, form: SignOffForm | null): Html | null {
  const { signOff, period } = scorecard
  if (signOff === null) return null
  return html`<section aria-labelledby="sign-off"><h2 class="govuk-heading-m" id="sign-off">Sign-off</h2>
<p class="govuk-body"><strong>${signOffWords(signOff)}.</strong> ${explained(signOff)}</p>
${form === null ? null : forms(scorecard, signOff, form)}
${signOff.steps.length === 0 ? null : html`<h3 class="govuk-heading-s">What was done for ${periodName(period)}</h3>${timeline({ items: history(scorecard, signOff), headingLevel: 4 })}`}
</section>`
}

function explained({ state, steps }: SignOff): string {
  switch (state) {
    case 'provisional':
      return steps.at(-1)?.step === 'submitted'
        ? 'Its figures changed after it was submitted, so it has to be looked at and submitted again.'
        : 'The team manager submits the month once it has been looked at; the head of service then agrees it.'
    case 'submitted':
      return 'The head of service agrees it or sends it back.'
    case 'final':
      return 'This is what was agreed. A later change to it needs a reason and makes another version.'
    case 'restated':
      return 'What was signed off is kept as an earlier version. The team manager may submit this one.'
  }
}

const stepTitles: Record<SignOffStep, string> = {
  submitted: 'Submitted',
  agreed: 'Agreed and signed off',
  reopened: 'Sent back',
}

/** Newest first: the steps people took, and each publication that made another version. */
function history(scorecard: Scorecard, signOff: SignOff): TimelineItem[] {
  const taken = signOff.steps.map((step) => ({ at: step.at, item: stepItem(scorecard, signOff, step) }))
  const restated = signOff.versions.flatMap(({ number, at, change }) =>
    change === null
      ? []
      : [
          {
            at,
            item: {
              title: link(versionAddress(scorecard, at), `Restated: version ${number}`),
              date: when(at),
              body: html`${change.figures === 1 ? '1 figure changed' : `${change.figures} figures changed`}${change.reason === null ? null : `: ${change.reason}`}${change.extract === null ? null : html` (${link(`/extracts/${change.extract}`, `extract ${change.extract}`)})`}`,
            },
          },
        ],
  )
  return [...taken, ...restated].sort((a, b) => (a.at < b.at ? 1 : -1)).map(({ item }) => item)
}

function stepItem(scorecard: Scorecard, signOff: SignOff, step: TakenStep): TimelineItem {
  const version =
    step.step === 'agreed' ? signOff.versions.findLast((v) => v.at <= step.at && v.at !== '') : undefined
  return {
    title:
      version === undefined
        ? stepTitles[step.step]
        : html`${stepTitles[step.step]}: ${link(versionAddress(scorecard, version.at), `version ${version.number}`)}`,
    date: when(step.at),
    by: step.by,
    ...(step.note === null ? {} : { body: step.note }),
  }
}

function link(href: string, text: string): Html {
  return html`<a class="govuk-link" href="${href}">${text}</a>`
}

function when(at: string): string {
  return publishedWords(new Date(at))
}

function forms(scorecard: Scorecard, signOff: SignOff, form: SignOffForm): Html {
  const name = periodName(scorecard.period)
  const body: Record<SignOffStep, Content> = {
    submitted: html`${textArea({ label: 'Note (optional)', name: 'note', id: 'submit-note', rows: 2 })}${button({ text: `Submit ${name} for sign-off` })}`,
    agreed: html`${textArea({ label: 'Note (optional)', name: 'note', id: 'agree-note', rows: 2 })}${button({ text: `Agree and sign off ${name}` })}`,
    reopened: html`${textArea({ label: 'Why it is sent back', name: 'note', id: 'reopen-note', rows: 2, error: form.error })}${button({ text: `Send ${name} back`, secondary: true })}`,
  }
  return html`${form.steps.map(
    (
      step,
    ) => html`<form method="post" action="${scorecardAddress(scorecard)}/sign-off" class="app-sign-off" novalidate>
<input type="hidden" name="_csrf" value="${form.csrfToken}">
<input type="hidden" name="step" value="${step}">
<input type="hidden" name="seen" value="${signOff.changedAt ?? ''}">
${body[step]}
</form>
`,
  )}`
}
