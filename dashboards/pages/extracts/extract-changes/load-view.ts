/** Reads what a file would change, or changed, and which figures have changed since somebody last looked at it. */
import { londonDay } from '#domain/time/moment.ts'
import { addDays } from '#domain/time/period.ts'
import type { PageDeps, PageRequest } from '../../kit/page.ts'
import { named } from '../kit/names.ts'
import { noExtractWords } from '../kit/no-extract.ts'
import { extractNumber, isOverdue } from '../kit/words.ts'
import { emptyForm } from './form.ts'
import type { ExtractChangesView } from './model.ts'

type Asking = PageRequest & { params: { id: string } }

const unchecked: readonly string[] = ['received', 'checking', 'rejected']

/** Everything that the page shows to this reader; null for a file that is not checked or has problems. `seen` is the name of the
 * comparison that the reader has looked at. */
export async function loadView(
  request: Asking,
  deps: PageDeps,
  seen: string | null = null,
): Promise<ExtractChangesView | null> {
  const { reads, frame, may, refuse, writes, now } = deps
  const id = extractNumber(request.params.id)
  const [receipt, check] =
    id === null ? [null, null] : await Promise.all([reads.loadExtractReceipt(id), reads.loadExtractCheck(id)])
  if (receipt === null || check === null) throw refuse('not_found', noExtractWords)
  if (unchecked.includes(receipt.status)) return null
  const [surround, inForce, kinds, changes, moved] = await Promise.all([
    frame(request),
    reads.loadSettings(),
    reads.loadWarningKinds(receipt.id),
    writes.extracts.loadChanges(receipt.id),
    writes.extracts.loadMoved(receipt.id, seen),
  ])
  const { effects } = changes
  const places = [
    ...effects.signedOff.map((x) => ({ ...x, kpi: '' })),
    ...effects.missing.map((x) => ({ ...x, kpi: '', figures: 0 })),
  ]
  const [changed, statuses, variations, placed, cells] = await Promise.all([
    named(changes.changed, reads),
    named(effects.statuses, reads),
    named(effects.variations, reads),
    named(places, reads),
    named(moved?.cells ?? [], reads),
  ])
  return {
    frame: surround,
    receipt,
    check,
    kinds,
    effects: {
      changes,
      changed,
      statuses,
      variations,
      signedOff: placed.slice(0, effects.signedOff.length),
      missing: placed.slice(effects.signedOff.length),
    },
    moved: moved === null ? null : { cells, total: moved.total, since: seen === null ? 'request' : 'look' },
    form: emptyForm,
    errors: [],
    may: { publish: may(request, 'extracts.publish'), approve: may(request, 'extracts.approve') },
    needsApproval: inForce?.settings.publishing_needs_approval ?? false,
    isOverdue: isOverdue(receipt, now()),
    exampleDay: addDays(londonDay(receipt.receivedAt.toISOString()), 1),
  }
}

/** The same, for a file that was checked and has no problems. Any other file is refused, with the reason why the requested step
 * was refused, if that is known. */
export async function loadCheckedView(
  request: Asking,
  deps: PageDeps,
  seen: string | null = null,
  refusal?: { text: string },
): Promise<ExtractChangesView> {
  const view = await loadView(request, deps, seen)
  if (view !== null) return view
  throw deps.refuse(
    'conflict',
    refusal === undefined
      ? 'This extract has not been checked, or has problems: there is nothing to publish.'
      : `${refusal.text}.`,
  )
}
