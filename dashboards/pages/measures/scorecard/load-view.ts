/** Reads what the page of one scorecard shows. */
import { isClosedOn, isOpenIn, type Unit } from '#domain/catalogue/unit.ts'
import { canTake, mayTake, type SignOffStep, signOffSteps } from '#domain/scorecard/sign-off.ts'
import { isSilentIn } from '#domain/scorecard/silent-months.ts'
import { monthOf } from '#domain/time/period.ts'
import type { Scorecard } from '#server/reads/scorecard.ts'
import type { UnitNews } from '#server/reads/unit-news.ts'
import type { Look } from '#server/record/looks.ts'
import type { PageDeps, PageFrame, PageRequest } from '../../kit/page.ts'
import type { Reading } from '../kit/reading.ts'
import type { ScorecardView } from './model.ts'
import { plainQuestion, questionOf, type ScorecardQuery } from './question.ts'
import type { SignOffForm } from './sign-off.ts'

/** A scorecard as asked for: opened by its address, or shown again after a step of its sign-off. */
export type ScorecardRequest = {
  scorecard: Scorecard
  reading: Reading
  /** What the address asks for; null after a form was sent, which shows the whole scorecard. */
  query: ScorecardQuery | null
  /** When the reader looked before this sitting; null if that is unknown or irrelevant. */
  looked: Look | null
  /** The step just taken. */
  step: SignOffStep | null
  /** Why a step was not taken. */
  error: string | null
}

/** Everything that the page shows to this reader. */
export async function loadView(
  request: PageRequest,
  deps: PageDeps,
  { scorecard, reading, query, looked, step, error }: ScorecardRequest,
): Promise<ScorecardView> {
  const { reads, frame, today, visible, may } = deps
  const { unit, period } = scorecard
  const [surround, { months, latest, newer }, tree, caseLists, commentary] = await Promise.all([
    frame(request),
    today().then((day) => reads.loadMonthsOf(unit.code, day, reading.moment)),
    today().then((day) => reads.loadUnits(monthOf(day))),
    reads.loadCaseLists(reading.moment),
    may(request, 'commentary.read')
      ? reads.loadCommentary(unit.code, period, reading.moment)
      : Promise.resolve([]),
  ])
  const published = months.map((m) => m.period)
  const asked = query === null ? plainQuestion : questionOf(query, period, published)
  const isSilent = isSilentIn(scorecard.silent, period)
  const [detail, [lastKnown], news] = await Promise.all([
    reads.loadScorecardDetail(scorecard, asked.compare),
    isSilent ? reads.loadCurrentMatters([scorecard], await today(), reading.moment) : [],
    loadNews(deps, unit.code, looked, surround),
  ])
  const open = visible(request, tree)
  const isNow = reading.asAt === null && reading.tree === 'then'
  return {
    frame: surround,
    scorecard,
    detail,
    isSilent,
    lastKnown: lastKnown ?? null,
    commentary,
    caseLists,
    news,
    visible: new Set(open.map((u) => u.code)),
    silentTeams: await loadSilentTeams(deps, scorecard, open, { latest, reading }),
    reading,
    asked,
    months: published,
    latest,
    newer,
    may: {
      comment: isNow && may(request, 'commentary.write'),
      decide: isNow && may(request, 'decisions.write') && !isClosedOn(unit, await today()),
      extracts: may(request, 'extracts.read'),
    },
    form:
      reading.asAt === null && may(request, 'scorecards.sign_off')
        ? await loadForm(deps, scorecard, surround, error)
        : null,
    done: scorecard.signOff?.steps.at(-1)?.step === step ? step : null,
  }
}

async function loadNews(
  { reads }: PageDeps,
  unit: string,
  looked: Look | null,
  { person }: PageFrame,
): Promise<UnitNews | null> {
  return looked === null || person === null ? null : reads.loadUnitNews(unit, looked, person)
}

/** The teams of a service for which nothing was received, on the service's latest scorecard and on those of the months that they
 * lack. */
async function loadSilentTeams(
  { reads }: PageDeps,
  { unit, period, toldOn }: Scorecard,
  open: readonly Unit[],
  { latest, reading }: { latest: string | null; reading: Reading },
): Promise<ScorecardView['silentTeams']> {
  if (unit.kind !== 'service') return []
  const teams = open.filter((u) => u.parent === unit.code && isOpenIn(u, period))
  const codes = teams.map((u) => u.code)
  const months = await reads.loadUnitMonths(codes, toldOn, reading.moment)
  return teams.flatMap((team) => {
    const silent = months.get(team.code)?.silent ?? []
    const isSaid = period === latest || isSilentIn(silent, period)
    return isSaid && silent.length > 0 ? [{ unit: team, silent }] : []
  })
}

/** What the reader may do about the sign-off, or null if that is nothing. */
async function loadForm(
  { reads }: PageDeps,
  { signOff, unit }: Scorecard,
  { actor, person, today }: PageFrame,
  error: string | null,
): Promise<SignOffForm | null> {
  const csrfToken = actor?.csrfToken ?? null
  if (signOff === null || person === null || csrfToken === null) return null
  const units = await reads.loadUnits(monthOf(today))
  const steps = signOffSteps.filter(
    (step) => canTake(step, signOff.state) && mayTake(step, person.grants, unit, units),
  )
  return steps.length === 0 ? null : { steps, csrfToken, error }
}
