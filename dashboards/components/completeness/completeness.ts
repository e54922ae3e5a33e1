import { html } from 'hono/html'
import { completenessFinding, completenessSentences } from '#domain/extracts/completeness.ts'
import { completenessCounts, type ReturnCompleteness } from '#domain/extracts/return-completeness.ts'
import { dayName, periodName } from '#domain/time/period.ts'
import { plural } from '#domain/wording/plural.ts'
import type { Html } from '../../html.ts'
import { dataTable } from '../data-table/data-table.ts'
import { details } from '../details/details.ts'
import { markedWord } from '../marked-word/marked-word.ts'

/** Whether a month's data has come: sentences that name what is missing and from whom, then each return. */
export function completeness(options: { returns: readonly ReturnCompleteness[]; period: string }): Html {
  const { returns, period } = options
  const sentences = completenessSentences(returns, period)
  const { expected, received } = completenessCounts(returns)
  const isLate = returns.some((r) => r.daysLate > 0)
  return html`${
    received === expected
      ? html`<p class="govuk-body">${isLate ? `${completenessFinding(returns, period)}.` : sentences[0]}</p>`
      : html`<p class="govuk-body">${completenessFinding(returns, period)}. ${received} of ${expected} figures are in.</p>
<ul class="app-completeness">${sentences.map((sentence) => html`<li>${sentence}</li>`)}</ul>`
  }
${returns.length === 0 ? null : details({ summary: 'Return by return', body: table(returns, period) })}`
}

function table(returns: readonly ReturnCompleteness[], period: string): Html {
  return dataTable({
    caption: `Returns for ${periodName(period)}`,
    captionSize: 'hidden',
    columns: [
      { heading: 'Return' },
      { heading: 'Due', className: 'app-nowrap' },
      { heading: 'Figures', numeric: true, className: 'app-nowrap' },
      { heading: 'State' },
    ],
    rows: returns.map((r) => ({
      cells: [r.name, dayName(r.dueOn), `${r.received} of ${r.expected}`, stateMark(r)],
    })),
    dense: true,
    cards: true,
  })
}

function stateMark({ state, daysLate, missing, isHistory }: ReturnCompleteness): Html {
  const days = `${plural(daysLate, 'day')} late`
  if (state === 'not_due') return markedWord({ mark: 'clock', word: 'Not due yet' })
  if (state === 'due') return markedWord({ mark: 'clock', word: 'Due today' })
  if (state === 'late')
    return markedWord({ mark: 'warning', word: isHistory ? 'Not received' : `Not received, ${days}` })
  if (missing.length > 0)
    return markedWord({
      mark: 'warning',
      word: `${missing.length} missing${daysLate > 0 ? `, ${days}` : ''}`,
    })
  return markedWord({ mark: 'tick', word: daysLate > 0 ? `Complete, ${days}` : 'Complete' })
}
