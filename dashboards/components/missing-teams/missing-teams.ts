import { html } from 'hono/html'
import type { Origin } from '#domain/figures/wholeness.ts'
import { leftOutWords } from '#domain/wording/wholeness-words.ts'
import type { Html } from '../../html.ts'
import { details } from '../details/details.ts'

/** A figure with the names of the units it lacks, as far as the reader may see them: an outside audience sees none. */
export type Lacking = { what: string; figure: Origin; names: readonly string[] }

/** Which teams a figure lacks, one press away from "from 4 of 7 teams"; empty if none is missing or the reader may not see them.
 * `what` names the figure if several are close together. */
export function missingTeams({
  figure,
  names,
  what,
}: {
  figure: Origin
  names: readonly string[]
  what?: string
}): Html {
  const words = leftOutWords(figure, names)
  if (words === null || names.length === 0) return html``
  const of = what === undefined ? null : html`<span class="govuk-visually-hidden"> from ${what}</span>`
  return folded(html`${summaryOf([figure])}${of}`, html`${words}.`)
}

/** The same for all figures of a table, beneath it: one press for all. */
export function missingTeamsOf(figures: readonly Lacking[]): Html {
  const lacking = figures.filter(({ figure, names }) => figure.leftOut !== null && names.length > 0)
  if (lacking.length === 0) return html``
  return folded(
    html`${summaryOf(lacking.map(({ figure }) => figure))}`,
    html`<ul class="govuk-list govuk-list--bullet">${lacking.map(({ what, figure, names }) => html`<li>${what}: ${leftOutWords(figure, names)}</li>\n`)}</ul>`,
  )
}

/** The names of the units that a figure lacks; units that are not in the list are left out. */
export function missingNames(
  { leftOut }: Pick<Origin, 'leftOut'>,
  units: readonly { code: string; name: string }[],
): string[] {
  return (leftOut?.units ?? []).flatMap((code) => units.find((u) => u.code === code)?.name ?? [])
}

function folded(summary: Html, body: Html): Html {
  return html`<div class="app-missing-teams">${details({ summary, body })}</div>`
}

function summaryOf(figures: readonly Origin[]): string {
  const kinds = new Set(figures.map(({ leftOut }) => leftOut?.of ?? 'team'))
  if (kinds.size > 1 || kinds.has('mixed')) return 'Which teams and services are missing'
  return kinds.has('service') ? 'Which services are missing' : 'Which teams are missing'
}
