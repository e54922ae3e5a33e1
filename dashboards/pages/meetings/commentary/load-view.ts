/** Reads what the form for one commentary shows. */
import { isClosedOn } from '#domain/catalogue/unit.ts'
import { commentaryParts } from '#domain/meetings/commentary-parts.ts'
import { signOffWords } from '#domain/scorecard/sign-off.ts'
import { monthOf } from '#domain/time/period.ts'
import { commentaryAddress } from '../../../addresses.ts'
import type { PageDeps, PageRequest } from '../../kit/page.ts'
import { releasesOf } from '../../kit/releasable.ts'
import { noTick } from '../../kit/release-sent.ts'
import type { BackLink } from '../kit/back-link.ts'
import type { CommentaryForm, CommentaryView } from './model.ts'

/** A measure of a unit in a month, and the page to which the writer returns. */
export type CommentaryPlace = { unit: string; kpi: string; period: string; back: BackLink }

/** The number of earlier months beneath the form. */
const monthsBefore = 3

/** Everything that the page shows; `typed` is a form that was sent and not saved. */
export async function loadView(
  request: PageRequest,
  { reads, frame, today, may, refuse }: PageDeps,
  { unit, kpi, period, back }: CommentaryPlace,
  typed?: Omit<CommentaryForm, 'csrfToken'>,
): Promise<CommentaryView> {
  const [surround, scorecard, all, versions, units] = await Promise.all([
    frame(request),
    reads.loadScorecard(unit, period, await today()),
    reads.loadCommentaryOf(unit, kpi, period),
    reads.loadCommentaryVersions(unit, kpi, period),
    today().then((day) => reads.loadUnits(monthOf(day))),
  ])
  const line = scorecard?.lines.find((l) => l.kpi.code === kpi)
  if (scorecard === null || line === undefined)
    throw refuse('not_found', `There is no row for ${kpi} on a scorecard of ${unit} for ${period}.`)
  const standing = all.find((c) => c.period === period) ?? null
  const isSignedOff = (scorecard.signOff?.shownAt ?? null) !== null
  const fresh = {
    parts: commentaryParts(isSignedOff ? '' : (standing?.body ?? '')),
    seen: standing?.version ?? 0,
    fault: null,
    details: [],
    stale: false,
    release: noTick,
  }
  const said = standing === null ? [] : [standing, ...standing.notes]
  const now = units.find((u) => u.code === unit)
  return {
    frame: surround,
    unit: scorecard.unit,
    line,
    period,
    signedOff: isSignedOff && scorecard.signOff !== null ? signOffWords(scorecard.signOff) : null,
    standing,
    versions,
    before: all.filter((c) => c.period < period).slice(0, monthsBefore),
    releases: releasesOf(
      { frame: surround, may: may(request, 'texts.release') },
      said.map(({ release, byRole }) => ({ release, byRole, unit })),
      { units, back: commentaryAddress(unit, kpi, period) },
    ),
    back,
    mayAgree: may(request, 'decisions.write') && now !== undefined && !isClosedOn(now, surround.today),
    form: { csrfToken: surround.actor?.csrfToken ?? '', ...(typed ?? fresh) },
  }
}
