/** The denominators that several KPIs share, for a team and a month. Those that follow from other figures are in `linked.ts`. */
import { monthIndex } from './calendar.ts'
import { carriedBase, carriedWobble, monthPlace } from './carried.ts'
import { around, drift, wobble } from './noise.ts'
import { toldFigures } from './told.ts'

export type Team = {
  code: string
  type: string
  /** The month in which the team opened. */
  opened?: string
}

/** Typical monthly bases by team type. Teams of a type that is not listed have no KPI with that base. */
const typical: Record<string, Record<string, number>> = {
  contacts: { MASH: 1400, EH: 120 },
  referrals: { MASH: 420 },
  referrals_year: { ASMT: 1480, 'H&P': 160 },
  strategy_meetings: { MASH: 62, ASMT: 26, 'H&P': 15 },
  first_seen: { MASH: 205, ASMT: 84 },
  assessments: { ASMT: 120, 'H&P': 13, CWD: 7 },
  cases: { MASH: 36, ASMT: 95, 'H&P': 57, CIC: 54, CWD: 43, COURT: 30, CL: 24 },
  allocated: { FOST: 52 },
  conferences: { ASMT: 12, 'H&P': 12 },
  late_conferences: { ASMT: 2, 'H&P': 1 },
  plans: { 'H&P': 34, CWD: 12 },
  plans_ended_year: { 'H&P': 42 },
  review_conferences: { CPA: 27 },
  in_need: { 'H&P': 46, CWD: 31 },
  stepped_down: { 'H&P': 8, EH: 15 },
  proceedings_year: { COURT: 46 },
  in_care: { CIC: 97, CWD: 34, COURT: 40 },
  care_reviews: { CIC: 25 },
  signed_off_moves: { CIC: 0.4 },
  entered_care: { CIC: 7 },
  in_care_a_year: { CL: 13 },
  unaccompanied_year: { CIC: 6 },
  returned_home: { CIC: 4, 'H&P': 2, EH: 0.6 },
  midpoints: { IRO: 62 },
  escalations: { IRO: 19, CPA: 15 },
  rights_reviews: { CIC: 24, CL: 12 },
  leavers: { CL: 39 },
  leaving: { CL: 3.5, CIC: 0.4 },
  audits_planned: { MASH: 6, ASMT: 6, 'H&P': 5, CIC: 5, CWD: 5, CL: 5, COURT: 5, EH: 5 },
  audits_quarter: { FOST: 11 },
  visits_sampled: { CIC: 17, CWD: 6 },
  notes: { ASMT: 210, 'H&P': 130, CIC: 120, CWD: 80, CL: 60 },
  posts: { MASH: 12, ASMT: 11, 'H&P': 7.6, CIC: 8.4, CWD: 6.2, CL: 6, COURT: 6.4, IRO: 11, CPA: 8 },
  staff: {
    MASH: 21,
    ASMT: 16,
    'H&P': 13,
    CIC: 13,
    CWD: 11,
    CL: 12,
    COURT: 11,
    IRO: 13,
    CPA: 11,
    FOST: 12,
    EH: 16,
    YOS: 17,
  },
  early_help_assessments: { EH: 27 },
  orders_ended: { YOS: 15 },
  carer_reviews: { FOST: 15 },
}

/** What is open at the end of a month, which is mostly what was open a month before. */
const standing = new Set([
  'cases',
  'allocated',
  'plans',
  'in_need',
  'in_care',
  'in_care_a_year',
  'leavers',
  'posts',
  'staff',
])

/** Bases over the twelve months to a month, eleven of which are those of the month before. */
const rolling = new Set(['referrals_year', 'plans_ended_year', 'proceedings_year', 'unaccompanied_year'])

/** The base that is counted in full-time equivalents, with one decimal. */
export const fte = 'posts'

/** A team's size relative to others of its type. */
const size: Record<string, number> = {
  'ASMT-C': 1.06,
  'ASMT-S': 0.94,
  'HP-C': 1.7,
  'HP-C1': 0.94,
  'HP-C2': 0.9,
  'HP-S1': 1.24,
  'CIC-C': 0.95,
  'CWD-S': 0.97,
  'CL-2': 0.93,
  'FOST-2': 0.9,
  'EH-C': 0.8,
}

/** Bases with small counts, which must not vary with the size of the team. */
const unscaled = new Set(['late_conferences', fte])

/** The base of a KPI without its own profile: the same for teams of every type, whatever the KPI counts. */
export const ordinaryBase = 'ordinary'
const ordinaryCount = 40

/** The KPI whose told figures say how large a base was. */
const toldBy: Record<string, readonly string[]> = {
  assessments: ['AS01', 'AS04'],
  late_conferences: ['CP02'],
  plans: ['CP04'],
  posts: ['WF03'],
  in_care: ['LC01'],
  leavers: ['CL03'],
  staff: ['WF06'],
}

/** A team's base in a month: a whole number, or FTE with one decimal; null if the team's type has none. */
export function baseOf(base: string, team: Team, month: string): number | null {
  for (const kpi of toldBy[base] ?? []) {
    const told = toldFigures(kpi, team.code, month)
    if (told !== null) return told[1]
  }
  const level = base === ordinaryBase ? ordinaryCount : typical[base]?.[team.type]
  if (level === undefined) return null
  const scale = unscaled.has(base) && team.code !== 'HP-C' ? 1 : (size[team.code] ?? 1)
  const own = 1 + 0.03 * around(`${team.code} ${base}`)
  const moving = movementOf(base, team, month)
  if (base === fte) return Math.round((level * scale * own + 0.3 * moving) * 10) / 10
  if (level < 5) return Math.max(0, Math.round(level * scale + 0.9 * moving))
  return Math.round(level * scale * own * (1 + 0.06 * moving))
}

function movementOf(base: string, team: Team, month: string): number {
  const name = `${team.code} ${base}`
  if (standing.has(base)) return carriedWobble(name, monthPlace(monthIndex(month), carriedBase))
  return rolling.has(base) ? drift(name, monthIndex(month)) : wobble(name, monthIndex(month))
}
