/** Codes in a file that we do not know. Each is mapped once for all its rows: the page offers the nearest code, and a person
 * decides. */
import { html } from 'hono/html'
import { nearestText } from '#domain/extracts/nearest-text.ts'
import { shortened } from '#domain/extracts/problem.ts'
import { formatNumber } from '#domain/wording/format.ts'
import { plural } from '#domain/wording/plural.ts'
import { wordFor } from '#domain/wording/word-for.ts'
import type { UnknownCode } from '#server/reads/extract-checks.ts'
import { extractAddress } from '../../../addresses.ts'
import { button } from '../../../components/button/button.ts'
import { type Choice, radios } from '../../../components/choices/choices.ts'
import { select } from '../../../components/form-fields/form-fields.ts'
import type { Html } from '../../../html.ts'
import { secretField } from '../kit/words.ts'
import type { ExtractView, Faults } from './model.ts'

/** The values of a choice if the offered code is not the right one, and if no code is. */
const another = 'another'
const none = 'none'
const mostCodes = 50

type SaidCodes =
  | { is: 'said'; codes: { column: string; from: string; to: string }[] }
  | { is: 'wrong'; error: { text: string; href: string } }

/** What the form gives for each code. The check will show whether the codes are ours. */
export function saidCodes(form: Readonly<Record<string, unknown>>): SaidCodes {
  const codes: { column: string; from: string; to: string }[] = []
  const field = (name: string) => (typeof form[name] === 'string' ? form[name] : '')
  for (let i = 0; i < mostCodes && field(`column-${i}`) !== ''; i++) {
    const [column, from, chosen, other] = [
      field(`column-${i}`),
      field(`from-${i}`),
      field(`to-${i}`),
      field(`other-${i}`),
    ]
    if (chosen === another && other === '')
      return { is: 'wrong', error: { text: `Choose what ‘${shortened(from)}’ means`, href: `#other-${i}` } }
    const to = chosen === another ? other : chosen
    if (to !== '' && to !== none && from !== '') codes.push({ column, from, to })
  }
  if (codes.length > 0) return { is: 'said', codes }
  return { is: 'wrong', error: { text: 'Select what at least one of the codes means', href: '#to-0' } }
}

const nouns = { team_code: 'team', kpi_code: 'KPI' } as const

export function codeForm(view: ExtractView, faults: Faults): Html | null {
  const { frame, receipt, check, may } = view
  if (faults.unknown.length === 0 || !may.upload || check?.isKept !== true) return null
  return html`<form method="post" action="${extractAddress(receipt.id)}/codes" class="app-mend" id="codes" novalidate>
${secretField(frame.actor?.csrfToken)}
<h3 class="govuk-heading-s">Codes we do not know</h3>
<p class="govuk-body">Say here what a code means, once for all its rows. The file stays as it is; what you say is kept with it.</p>
${faults.unknown.map((code, i) => question(code, i, faults))}
${button({ text: 'Use these codes and check again', secondary: true })}
</form>`
}

function question({ column, value, rows, firstRow }: UnknownCode, i: number, faults: Faults): Html {
  const known = column === 'team_code' ? faults.units : faults.kpis
  const noun = nouns[column]
  const code = nearestText(
    value.normalize('NFKC').trim().toUpperCase(),
    known.map((x) => x.code),
  )
  const near = known.find((x) => x.code === code)
  const where = wordFor(
    rows,
    `row ${formatNumber(firstRow)}`,
    `${plural(rows, 'row')}, the first ${formatNumber(firstRow)}`,
  )
  const items: Choice[] = [
    ...(near === undefined
      ? []
      : [
          {
            value: near.code,
            text: html`Use <strong>${near.code}</strong> (${near.name}) for ${wordFor(rows, 'this row', `all ${formatNumber(rows)}`)}`,
            hint: 'The closest we know',
          },
        ]),
    { value: another, text: `Another ${noun}, chosen below`, id: `to-${i}-${another}` },
    { value: none, text: 'Leave it: I will correct the file', id: `to-${i}-${none}` },
  ]
  return html`<div class="app-mend__code"><input type="hidden" name="column-${i}" value="${column}"><input type="hidden" name="from-${i}" value="${value}">
${radios({
  name: `to-${i}`,
  legend: html`‘<span class="app-mend__value">${value}</span>’ is not a ${noun} code (${where})`,
  legendSize: 's',
  small: true,
  items,
})}
${select({
  label: `Another ${noun} for ‘${value}’`,
  name: `other-${i}`,
  items: [
    { value: '', text: `Choose a ${noun}`, selected: true },
    ...known.map((x) => ({ value: x.code, text: `${x.code} – ${x.name}` })),
  ],
})}</div>`
}
