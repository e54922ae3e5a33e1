/** A baseline in words, for every page that shows one. */
import { html } from 'hono/html'
import { signature } from '#domain/meetings/answering-role.ts'
import { dayName, periodName } from '#domain/time/period.ts'
import type { Baseline, Cause } from '#server/record/annotations.ts'
import { actionAddress } from '../../../addresses.ts'
import type { Content } from '../../../html.ts'

/** "10 June 2019 by Head of service, Children in Care" */
export function writtenWords(by: Pick<Baseline, 'byName' | 'byRole' | 'dated'>): string {
  return `${dayName(by.dated)} by ${signature(by)}`
}

/** The cause that a person named: an action of the plan with a link, or an event with its month. */
export function causeContent(cause: Cause): Content {
  return cause.kind === 'action'
    ? html`<a class="govuk-link" href="${actionAddress(cause.ref)}">${cause.ref}</a> ${cause.text.replace(/\.$/, '')}`
    : `${cause.text} (${periodName(cause.period)})`
}
