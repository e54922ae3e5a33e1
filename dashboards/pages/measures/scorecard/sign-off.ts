/** The sign-off of a team's month: how far it has come, what was done, its versions, and the step that the reader may take. */
import { html } from 'hono/html'
import {
  openMonthOf,
  openMonthWords,
  type SignOff,
  type SignOffStep,
  signOffWords,
  type TakenStep,
} from '#domain/scorecard/sign-off.ts'
import { periodName } from '#domain/time/period.ts'
import { wordFor } from '#domain/wording/word-for.ts'
import type { Scorecard } from '#server/reads/scorecard.ts'
import { extractAddress, unitChangesAddress } from '../../../addresses.ts'
import { button } from '../../../components/button/button.ts'
import { textArea } from '../../../components/form-fields/form-fields.ts'
import { insetText } from '../../../components/inset-text/inset-text.ts'
import { type TimelineItem, timeline } from '../../../components/timeline/timeline.ts'
import type { Content, Html } from '../../../html.ts'
import { datedWords } from '../../../words/published-words.ts'
import { monthAddress } from './question.ts'

/** The steps that this reader may take now, and what was wrong with the one they tried. */
export type SignOffForm = { steps: readonly SignOffStep[]; csrfToken: string; error: string | null }

/** The address that shows a version. */
function versionAddress(scorecard: Scorecard, at: string): string {
  return `${monthAddress(scorecard)}?asAt=${at}`
}

/** The address of the changes in the unit's figures since a moment. */
export function restatedAddress({ unit }: Pick<Scorecard, 'unit'>, from: string, to?: string): string {
  return `${unitChangesAddress(unit.code)}?from=${from}${to === undefined ? '' : `&to=${to}`}`
}

/** The note above a version that differs from what was last agreed: why, and a link back to what was signed off. */
export function versionNote(scorecard: Scorecard): Html | null {
  const { version, signOff } = scorecard
  const agreed = signOff?.agreements.at(-1)
  if (version === null || signOff?.restatedBy == null || agreed === undefined) return null
  const { reason } = signOff.restatedBy
  const signedOff = versionAddress(scorecard, agreed.at)
  const changes = restatedAddress(scorecard, agreed.at, version.at)
  return insetText({
    text: html`<strong>Restated since sign-off.</strong> This is version ${version.number}, published ${when(version)}${
      reason === null ? null : `: ${reason}`
    }. <a class="govuk-link" href="${signedOff}">Version ${agreed.version}, as signed off</a> · <a class="govuk-link" href="${changes}">What changed</a>`,
  })
}

export function signOffSection(scorecard: Scorecard, form: SignOffForm | null): Html | null {
  const { signOff, period } = scorecard
  if (signOff === null) return null
  return html`<section aria-labelledby="sign-off"><h2 class="govuk-heading-m" id="sign-off">Sign-off</h2>
<p class="govuk-body"><strong>${signOffWords(signOff)}.</strong> ${explained(signOff)}</p>
${form === null ? null : forms(scorecard, signOff, form)}
${
  signOff.steps.length === 0
    ? null
    : html`<h3 class="govuk-heading-s">What was done for ${periodName(period)}</h3>${timeline({ items: history(scorecard, signOff), headingLevel: 4 })}`
}
</section>`
}

function explained(signOff: SignOff): string {
  const waits = openMonthOf(signOff)
  switch (signOff.state) {
    case 'provisional':
      return waits?.because === 'lapsed'
        ? `It was ${openMonthWords(waits)}, so the submission no longer holds: look at the figures and submit them again.`
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
  const restated = signOff.versions.flatMap(({ number, at, dated, change, asAgreed }) =>
    change === null
      ? []
      : [
          {
            at,
            item: {
              title: link(
                versionAddress(scorecard, at),
                asAgreed ? `Again as signed off: version ${number}` : `Restated: version ${number}`,
              ),
              date: when({ at, dated }),
              body: html`${wordFor(change.figures, '1 figure changed', `${change.figures} figures changed`)}${
                change.reason === null ? null : `: ${change.reason}`
              }${
                change.extract === null
                  ? null
                  : html` (${link(extractAddress(change.extract), `extract ${change.extract}`)})`
              }`,
            },
          },
        ],
  )
  return [...taken, ...restated].sort((a, b) => (a.at < b.at ? 1 : -1)).map(({ item }) => item)
}

function stepItem(scorecard: Scorecard, signOff: SignOff, step: TakenStep): TimelineItem {
  const agreed = step.step === 'agreed' ? signOff.agreements.find((a) => a.at === step.at) : undefined
  return {
    title:
      agreed === undefined
        ? stepTitles[step.step]
        : html`${stepTitles[step.step]}: ${link(versionAddress(scorecard, agreed.at), `version ${agreed.version}`)}`,
    date: when(step),
    by: step.by,
    ...(step.note === null ? {} : { body: step.note }),
  }
}

function link(href: string, text: string): Html {
  return html`<a class="govuk-link" href="${href}">${text}</a>`
}

function when({ at, dated }: { at: string; dated: string }): string {
  return datedWords(new Date(at), dated)
}

function forms(scorecard: Scorecard, signOff: SignOff, form: SignOffForm): Html {
  const name = periodName(scorecard.period)
  const body: Record<SignOffStep, Content> = {
    submitted: html`${textArea({ label: 'Note (optional)', name: 'note', id: 'submit-note', rows: 2 })}${button({ text: `Submit ${name} for sign-off` })}`,
    agreed: html`${textArea({ label: 'Note (optional)', name: 'note', id: 'agree-note', rows: 2 })}${button({ text: `Agree and sign off ${name}` })}`,
    reopened: html`${textArea({
      label: 'Why it is sent back (required)',
      name: 'note',
      id: 'reopen-note',
      rows: 2,
      error: form.error,
    })}${button({ text: `Send ${name} back`, secondary: true })}`,
  }
  return html`${form.steps.map(
    (
      step,
    ) => html`<form method="post" action="${monthAddress(scorecard)}/sign-off" class="app-sign-off" novalidate>
<input type="hidden" name="_csrf" value="${form.csrfToken}">
<input type="hidden" name="step" value="${step}">
<input type="hidden" name="seen" value="${signOff.changedAt ?? ''}">
${body[step]}
</form>
`,
  )}`
}
