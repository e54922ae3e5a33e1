/** The figures on record that have changed since somebody looked at what a file would change. */
import { html } from 'hono/html'
import { plural } from '#domain/wording/plural.ts'
import { wordFor } from '#domain/wording/word-for.ts'
import type { MovedCells } from '#server/extracts/merging/extract-changes.ts'
import { extractAddress } from '../../../addresses.ts'
import { dataTable } from '../../../components/data-table/data-table.ts'
import type { Content, Html } from '../../../html.ts'
import { publishedWords } from '../../../words/published-words.ts'
import { figure, periodCell } from '../kit/effects.ts'
import type { NamedCell } from '../kit/names.ts'
import type { ExtractChangesView, NamedMoved } from './model.ts'

/** "2 figures have changed on record since you opened this page"; null if none has. */
export function movedHeading({ moved, receipt, check }: ExtractChangesView): string | null {
  if (moved === null || moved.total === 0) return null
  const what = `${plural(moved.total, 'figure')} ${wordFor(moved.total, 'has', 'have')} changed on record since`
  if (moved.since === 'look') return `${what} you opened this page`
  if (check.requestedBy === null) return `${what} the file was checked`
  const when = receipt.status === 'ready' ? ' last' : ''
  return `${what} ${check.requestedBy}${when} asked for this file to be published`
}

/** Each changed figure, as it was compared and as it is now, and what to do; empty if none has changed. */
export function movedFigures(view: ExtractChangesView): Html | null {
  const heading = movedHeading(view)
  const { moved } = view
  if (heading === null || moved === null) return null
  return html`<section class="app-moved" aria-labelledby="moved"><h2 class="govuk-heading-m" id="moved">${heading}</h2>
<p class="govuk-body">${whatToDo(view)}</p>
${movedTable(moved)}
</section>`
}

function whatToDo({ receipt: { status }, check, moved }: ExtractChangesView): string {
  const asked = check.requestedBy ?? 'the person who asked for it'
  if (status === 'awaiting_approval')
    return `It cannot be approved as it was asked for. Send it back to ${asked}, who looks at what it changes now and asks again.`
  if (status === 'scheduled' && moved?.since === 'request')
    return 'It will not be published at its time unless it is asked for again. Look below at what it changes now, and publish it, now or at its time.'
  return 'Nothing of this file has been published. Below is what it changes now: look at it, and publish it if it is still right.'
}

function movedTable({ cells, total }: NamedMoved): Html {
  return dataTable({
    caption:
      cells.length < total
        ? `The first ${cells.length} of ${total} figures`
        : 'Figures that have changed on record',
    captionSize: cells.length < total ? 's' : 'hidden',
    columns: [
      { heading: 'Team' },
      { heading: 'Measure' },
      { heading: 'Period' },
      { heading: 'Was', numeric: true },
      { heading: 'Is now', numeric: true },
      { heading: 'Changed' },
    ],
    rows: cells.map((cell) => ({
      cells: [
        cell.unitName,
        cell.measure?.name ?? cell.kpi,
        periodCell(cell.period),
        figureOrNone(cell.measure, cell.before),
        html`<strong>${figureOrNone(cell.measure, cell.after)}</strong>`,
        html`${publishedWords(new Date(cell.at))} by ${cell.by}, <a class="govuk-link" href="${extractAddress(cell.extract)}">extract ${cell.extract}</a>`,
      ],
    })),
    dense: true,
    cards: true,
  })
}

function figureOrNone(measure: NamedCell['measure'], cell: MovedCells['cells'][number]['before']): Content {
  return cell === null ? 'no figure' : figure(measure, cell)
}
