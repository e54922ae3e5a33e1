/** Reads what the form for a new baseline shows. */
import { isClosedOn } from '#domain/catalogue/unit.ts'
import { isRolling } from '#domain/figures/spc/verdict.ts'
import { baselineRole } from '#domain/meetings/baseline-authority.ts'
import type { Grain } from '#domain/time/period.ts'
import { monthOf } from '#domain/time/period.ts'
import type { PageDeps, PageRequest } from '../../kit/page.ts'
import { noTick } from '../../kit/release-sent.ts'
import type { BaselineFields, BaselineNewView } from './model.ts'

/** The series that the form is about, and the form as far as it is filled in. */
export type BaselineRequest = {
  unit: string
  kpi: string
  grain: Grain
  fields: Partial<BaselineFields>
} & Partial<Pick<BaselineNewView, 'seen' | 'faults' | 'details' | 'release' | 'stale'>>

/** Everything that the page shows. The suggested period is chosen unless another was. */
export async function loadView(
  request: PageRequest,
  { reads, frame, today, refuse }: PageDeps,
  { unit, kpi, grain, fields, ...asked }: BaselineRequest,
): Promise<BaselineNewView> {
  const day = await today()
  const [surround, series, actions, units] = await Promise.all([
    frame(request),
    reads.loadSeries({ unit, kpi, grain }),
    reads.loadLinkedActions(day),
    reads.loadUnits(monthOf(day)),
  ])
  if (series === null) throw refuse('not_found', `Nothing has been published of ${kpi} for ${unit}.`)
  const now = units.find((u) => u.code === unit)
  const roles = surround.person?.grants ?? []
  if (now === undefined || baselineRole(roles, now, units) === null)
    throw refuse(
      'not_allowed',
      'This is for the head of the service, the senior management team and the data team.',
    )
  return {
    frame: surround,
    series,
    actions: actions.filter((a) => a.kpi === kpi),
    csrfToken: surround.actor?.csrfToken ?? '',
    closed: isClosedOn(now, day)
      ? `${now.name} is closed: its series has ended, and no baseline begins in it.`
      : isRolling(series.kpi.basis)
        ? `${series.kpi.name} is a rolling window, which has no usual range to begin anew.`
        : null,
    faults: [],
    details: [],
    release: noTick,
    stale: false,
    seen: series.baselineVersion,
    ...asked,
    fields: { from: series.step?.from ?? '', reason: '', cause: '', ...fields },
  }
}
