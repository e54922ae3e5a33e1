/** How far a file has come: file, columns, rows, warnings, changes, publish. */
import { html } from 'hono/html'
import { type RuleLevel, ruleOf } from '#domain/extracts/rules.ts'
import { formatNumber } from '#domain/wording/format.ts'
import { plural } from '#domain/wording/plural.ts'
import { extractAddress } from '../../../addresses.ts'
import { type Task, taskList } from '../../../components/task-list/task-list.ts'
import type { Html } from '../../../html.ts'
import { publishedWords } from '../../../words/published-words.ts'
import type { ExtractView } from './model.ts'

type State = Pick<Task, 'status' | 'tag' | 'cannotStart'>

const done: State = { status: 'Completed' }
const fixing: State = { status: 'Needs fixing', tag: 'red' }
const later: State = { status: 'Cannot start yet', cannotStart: true }
const busy: State = { status: 'In progress', tag: 'blue' }

/** The steps of a file that is not finished; empty for one that is. */
export function steps(view: ExtractView): Html | null {
  const { status } = view.receipt
  if (status === 'published' || status === 'reverted' || status === 'cancelled') return null
  return html`<section class="app-steps" aria-labelledby="steps"><h2 class="govuk-heading-m" id="steps">Progress</h2>
${taskList({ items: tasks(view), idPrefix: 'step' })}</section>`
}

function tasks(view: ExtractView): Task[] {
  const { receipt } = view
  const reading = reached(view)
  const changes = `${extractAddress(receipt.id)}/changes`
  const isChecked = !['received', 'checking', 'rejected'].includes(receipt.status)
  return [
    { title: 'File', ...reading.file },
    { title: 'Columns', ...reading.columns },
    {
      title: 'Rows',
      ...(reading.rows === fixing ? { href: '#problems' } : {}),
      ...reading.rows,
      ...(receipt.rows !== null && receipt.rows > 0 ? { hint: `${plural(receipt.rows, 'row')} read` } : {}),
    },
    { title: 'Warnings', ...(isChecked ? warningState(view) : later) },
    {
      title: 'Changes',
      ...(isChecked ? { href: changes } : {}),
      ...(isChecked ? decided(view, { status: 'Ready to look at', tag: 'blue' }) : later),
    },
    { title: 'Publish', ...(isChecked ? publishState(view) : later) },
  ]
}

function reached({ receipt: { status }, faults }: ExtractView): Record<'file' | 'columns' | 'rows', State> {
  if (status === 'received') return { file: busy, columns: later, rows: later }
  if (status === 'checking') return { file: done, columns: done, rows: busy }
  if (faults === null) return { file: done, columns: done, rows: done }
  const has = (...levels: RuleLevel[]) =>
    faults.counts.some(({ code }) => levels.includes(ruleOf(code)?.level ?? 'rows'))
  const [file, columns] = [has('file'), has('columns')]
  const rows = has('rows', 'meaning')
  return {
    file: file ? fixing : done,
    columns: columns ? fixing : file && !rows ? later : done,
    rows: rows ? fixing : file || columns ? later : done,
  }
}

function warningState(view: ExtractView): State & { href?: string } {
  const { warnings } = view.receipt
  if (warnings === 0) return { status: 'None' }
  const toLook: State = { status: `${formatNumber(warnings)} to look at`, tag: 'blue' }
  return { href: '#warnings', ...decided(view, toLook) }
}

/** The person who requested the publication has looked at all earlier steps. */
function decided({ receipt: { status } }: ExtractView, before: State): State {
  return status === 'ready' ? before : done
}

function publishState({ receipt: { id, status }, check }: ExtractView): State & { href?: string } {
  const href = `${extractAddress(id)}/changes#publish`
  if (status === 'awaiting_approval') return { href, status: 'Waits for a second person', tag: 'purple' }
  if (status === 'scheduled')
    return { href, status: check?.publishAt ? publishedWords(check.publishAt) : 'Scheduled', tag: 'purple' }
  return { href, status: 'Not started', tag: 'grey' }
}
