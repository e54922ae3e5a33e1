/**
 * Figures that follow from other figures, so that a team's measures agree with each other as they would if one case system had
 * counted them all:
 *
 * - contacts decided (FD01) are those received (FD03); referrals of FD02 are those of FD05, and twelve months of them those of FD04
 * - assessments of AS01, AS03, AS04 and AS05 are the same ones
 * - conferences not in time (CP01) are those held late (CP02)
 * - plans of 12 months or more (CP07) are among those of 9 (CP06), those among plans of 3 months or more (CP03), and those, like
 *   children of an age to be seen alone (CP05), among the children on a plan who are visited (CP04)
 * - plans started less plans ended in twelve months (CP09, CP08) is the change of the children on a plan (CP04)
 * - children in need reviewed (CN01) are those visited (CN02); a cohort of step-downs (CN05) is among the closures six months ago
 *   (CN04)
 * - children in care visited (LC01) are those of LC08; those in care for a year (LC07), and of these for long (LC09), are among them
 * - children placed with parents visited (LC04) are those placed (LC03), and no more can have joined them than were moved (LC05)
 * - open children supervised (MO02) are those allocated (WF01); the social workers they are allocated to are those in post (WF03)
 * - missing episodes ended (MS02, MS03) are those started (MS01), but for who is missing at the turn of the month; only an
 *   interview that was offered was held
 * - audits graded in three months (QA02, QA03) are those completed (QA01)
 * - care leavers of CL02 and CL03 are the same ones
 * - employed social workers (WF05) are those who are not agency staff in the service's teams (WF03), and posts (WF04) are these and
 *   the vacant ones
 * - management oversight (MO01) at the end of a month is that of the month's last week
 */
import { addMonths, monthsFrom } from '#domain/time/period.ts'
import { baseOf, type Team } from './bases.ts'
import { firstMonth, monthIndex } from './calendar.ts'
import { carriedCount, monthPlace } from './carried.ts'
import { ampFor, carriedLevel, levelFor, monthlyCount, share, stockCount } from './draw.ts'
import { fraction, wobble } from './noise.ts'
import { type Profile, profiles } from './profiles.ts'
import { toldFigures } from './told.ts'

/** The chance that a child who is part of a base was part of it a month before. */
const carriedPart = 0.8

/** Bases that follow from other figures, by name: null for a team whose own base counts. */
const linkedBases: Record<string, (team: Team, month: string) => number | null> = {
  referrals_year: (team, month) => (team.type === 'MASH' ? referralsOfYear(team, month) : null),
  plans_three_months: (team, month) =>
    carriedCount(...partOf('plans_three_months', team, month), plansOf(team, month), 0.9),
  plans_seen: (team, month) =>
    carriedCount(
      ...partOf('plans_seen', team, month),
      plansOf(team, month),
      team.type === 'CWD' ? 0.93 : 0.76,
    ),
  plans_started_year: plansStartedInYear,
  in_care_a_year: (team, month) => (team.type === 'CIC' ? inCareAYear(team, month) : null),
  in_care_long: (team, month) =>
    carriedCount(...partOf('in_care_long', team, month), inCareAYear(team, month), 0.6),
  placed_with_parents: placedWithParents,
  signed_off_moves: (team, month) =>
    Math.max(
      ownBase('signed_off_moves', team, month),
      placedWithParents(team, month) - placedWithParents(team, addMonths(month, -1)),
    ),
  stepped_down: (team, month) => (team.type === 'H&P' ? steppedDown(team, month) : null),
  episodes: episodesEnded,
  audits_quarter: (team, month) => (team.type === 'FOST' ? null : auditsOfQuarter(team, month)),
  allocated: (team, month) => (isOf('WF01', team) ? allocated(team, month) : null),
}

/** A team's base in a month: one that follows from other figures, or its own; null if the team's type has none. */
export function denominatorOf(base: string, team: Team, month: string): number | null {
  return linkedBases[base]?.(team, month) ?? baseOf(base, team, month)
}

/** Children at 9 months on a plan or more: of teams that visit, some of those at 3 months or more. */
export function plansOfNineMonths(team: Team, month: string): number {
  return plansOf(team, month) === 0
    ? openIn('CP06', team, month)
    : carriedCount(
        ...partOf('CP06', team, month),
        denominatorOf('plans_three_months', team, month) ?? 0,
        0.27,
      )
}

/** Children at 12 months on a plan or more: about half of those at 9 months. */
export function plansOfTwelveMonths(team: Team, month: string): number {
  return carriedCount(...partOf('CP07', team, month), plansOfNineMonths(team, month), 0.52)
}

/** Children whose first conference was late: those of the conferences held late, and now and then a sister or a brother. */
export function lateForConference(team: Team, month: string): number {
  const conferences = ownBase('late_conferences', team, month)
  const siblings = conferences > 0 && fraction(`${team.code} siblings ${month}`) < 0.2 ? 1 : 0
  return Math.min(conferences + siblings, ownBase('conferences', team, month))
}

/** Children allocated to a team's social workers, who carry as many each as the team's caseload says. */
export function allocated(team: Team, month: string): number {
  const told = toldFigures('MO02', team.code, month)
  if (told !== null) return told[1]
  const profile = profiles.WF01 as Profile
  const level = levelFor(profile, team, 'WF01', month)
  const place = monthPlace(monthIndex(month), profile.carried ?? 0)
  const caseload = carriedLevel(`${team.code} WF01`, place, level, ampFor(profile, team, 'WF01'))
  return Math.round(ownBase('posts', team, month) * caseload)
}

/** Social workers of a team who come from an agency, in FTE. */
export function agencyWorkers(team: Team, month: string): number {
  const told = toldFigures('WF03', team.code, month)
  if (told !== null) return told[0]
  const profile = profiles.WF03 as Profile
  const level = levelFor(profile, team, 'WF03', month)
  const place = monthPlace(monthIndex(month), profile.carried ?? 0)
  const percent = carriedLevel(`${team.code} WF03`, place, level, ampFor(profile, team, 'WF03'))
  return Math.max(0, share(ownBase('posts', team, month), percent, true))
}

/** Social workers whom a team employs, in FTE; 0 for a team without posts of social workers. */
export function employedWorkers(team: Team, month: string): number {
  return isOf('WF03', team) ? ownBase('posts', team, month) - agencyWorkers(team, month) : 0
}

/** Audits that a team completed in a month; more than planned in some months. */
export function auditsCompleted(team: Team, month: string): number {
  const profile = profiles.QA01 as Profile
  const level = levelFor(profile, team, 'QA01', month)
  const percent = level + ampFor(profile, team, 'QA01') * wobble(`${team.code} QA01`, monthIndex(month))
  return Math.max(0, share(ownBase('audits_planned', team, month), percent, false))
}

function ownBase(base: string, team: Team, month: string): number {
  return baseOf(base, team, month) ?? 0
}

function isOf(kpi: string, team: Team): boolean {
  const level = profiles[kpi]?.level
  return typeof level === 'object' && team.type in level
}

/** The name and place in the chain of a part of a team's base. */
function partOf(
  part: string,
  team: Team,
  month: string,
): [name: string, place: ReturnType<typeof monthPlace>] {
  return [`${team.code} ${part}`, monthPlace(monthIndex(month), carriedPart)]
}

function openIn(kpi: string, team: Team, month: string): number {
  const profile = profiles[kpi] as Profile
  const level = levelFor(profile, team, kpi, month)
  const place = monthPlace(monthIndex(month), profile.carried ?? 0)
  return stockCount(`${team.code} ${kpi}`, place, level, ampFor(profile, team, kpi))
}

function plansOf(team: Team, month: string): number {
  return ownBase('plans', team, month)
}

function plansStartedInYear(team: Team, month: string): number {
  const change = plansOf(team, month) - plansOf(team, addMonths(month, -12))
  return Math.max(0, ownBase('plans_ended_year', team, month) + change)
}

function referralsOfYear(team: Team, month: string): number {
  return sum(monthsFrom(addMonths(month, -11), month).map((each) => ownBase('referrals', team, each)))
}

function inCareAYear(team: Team, month: string): number {
  return carriedCount(...partOf('in_care_a_year', team, month), ownBase('in_care', team, month), 0.73)
}

function placedWithParents(team: Team, month: string): number {
  return toldFigures('LC03', team.code, month)?.[0] ?? openIn('LC03', team, month)
}

/** At most as many as were closed or stepped down six months ago, where that is on record. */
function steppedDown(team: Team, month: string): number {
  const drawn = ownBase('stepped_down', team, month)
  const cohort = addMonths(month, -6)
  return cohort < firstMonth ? drawn : Math.min(drawn, monthlyCount('CN04', team, cohort, monthIndex(cohort)))
}

function episodesEnded(team: Team, month: string): number {
  const started = monthlyCount('MS01', team, month, monthIndex(month))
  return Math.max(0, started + stillMissing(team, addMonths(month, -1)) - stillMissing(team, month))
}

/** Children who are missing at the end of a month: one or two, most often none. */
function stillMissing(team: Team, month: string): number {
  return team.type === 'MASH' ? Math.floor(3 * fraction(`${team.code} still missing ${month}`)) : 0
}

function auditsOfQuarter(team: Team, month: string): number {
  const window = monthsFrom(addMonths(month, -2), month).filter((each) => each >= (team.opened ?? ''))
  return sum(window.map((each) => auditsCompleted(team, each)))
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0)
}
