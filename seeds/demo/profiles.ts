/** The figures of an ordinary team for each KPI, before the stories change them. */
import type { KpiSeed } from '../schemas.ts'
import { ordinaryBase } from './bases.ts'

export type Profile = {
  /** The denominator's base; null for counts and stocks. */
  base: string | null
  /** A percentage for a ratio; otherwise the value itself. By team type if they differ. */
  level: number | Record<string, number>
  /** How far an ordinary month is from the level: in percentage points for a ratio or a mean, as a share of the level for a
   * count. A ratio of open cases needs none: chance in the cases themselves moves it. */
  amp?: number
  /** For what is open at the end of a month: the chance that a case open a month before is open still, with the same outcome. The
   * longer a case stays open, and the less often it can change, the greater the chance. */
  carried?: number
}

export const profiles: Record<string, Profile> = {
  FD01: { base: 'contacts', level: { MASH: 96.8, EH: 93 }, amp: 1.2 },
  FD02: { base: 'referrals', level: 89, amp: 2 },
  FD03: { base: 'contacts', level: 100, amp: 0 },
  FD04: { base: 'referrals_year', level: { MASH: 24, ASMT: 23.5, 'H&P': 22 }, amp: 2 },
  FD05: { base: 'referrals', level: 9, amp: 1.3 },
  FD06: { base: 'strategy_meetings', level: 85, amp: 6 },
  FD07: { base: 'first_seen', level: { MASH: 4, ASMT: 6 }, amp: 1 },
  AS01: { base: 'assessments', level: { ASMT: 73, 'H&P': 83, CWD: 76 }, amp: 3 },
  AS02: { base: null, level: { ASMT: 13, 'H&P': 1.2, CWD: 0.8 }, amp: 0.5, carried: 0.5 },
  AS03: { base: 'assessments', level: 38, amp: 2.5 },
  AS04: { base: 'assessments', level: { ASMT: 98.2, 'H&P': 98.6, CWD: 98.6 }, amp: 1.4 },
  AS05: { base: 'assessments', level: 31, amp: 3 },
  MO01: {
    base: 'cases',
    level: { MASH: 91, ASMT: 83, 'H&P': 84, CIC: 88, CWD: 84, COURT: 85, CL: 82 },
    carried: 0.5,
  },
  MO02: {
    base: 'allocated',
    level: { ASMT: 80, 'H&P': 83, CIC: 87, CWD: 84, COURT: 86, CL: 83, FOST: 86 },
    carried: 0.55,
  },
  CP01: { base: 'conferences', level: 90 },
  CP02: { base: 'late_conferences', level: 90, amp: 20 },
  CP03: { base: 'plans_three_months', level: 97, carried: 0.75 },
  CP04: { base: 'plans', level: { 'H&P': 86, CWD: 88 }, carried: 0.55 },
  CP05: { base: 'plans_seen', level: 88, carried: 0.6 },
  CP06: { base: null, level: { 'H&P': 8, COURT: 6 }, amp: 0.25, carried: 0.7 },
  CP07: { base: null, level: { 'H&P': 4, COURT: 3 }, amp: 0.3, carried: 0.7 },
  CP08: { base: 'plans_ended_year', level: 4.5, amp: 2 },
  CP09: { base: 'plans_started_year', level: 21, amp: 3 },
  CP10: { base: 'review_conferences', level: 87, amp: 6 },
  CN01: { base: 'in_need', level: 86, carried: 0.65 },
  CN02: { base: 'in_need', level: 89, carried: 0.5 },
  CN03: { base: null, level: { 'H&P': 1, CWD: 1, CIC: 0.9 }, amp: 1, carried: 0.6 },
  CN04: { base: null, level: { ASMT: 55, 'H&P': 7, CWD: 3.4 }, amp: 0.25 },
  CN05: { base: 'stepped_down', level: 84, amp: 9 },
  CT01: { base: 'proceedings_year', level: 62, amp: 4 },
  CT02: { base: null, level: { COURT: 4, 'H&P': 0.8 }, amp: 0.5, carried: 0.75 },
  LC01: { base: 'in_care', level: { CIC: 86.5, CWD: 90, COURT: 91 }, carried: 0.55 },
  LC02: { base: 'care_reviews', level: 97, amp: 4 },
  LC03: { base: null, level: 9, amp: 0.12, carried: 0.8 },
  LC04: { base: 'placed_with_parents', level: 93, carried: 0.55 },
  LC05: { base: 'signed_off_moves', level: 100, amp: 0 },
  LC06: { base: 'entered_care', level: 80, amp: 8 },
  LC07: { base: 'in_care_a_year', level: { CIC: 91, CL: 90 }, carried: 0.8 },
  LC08: { base: 'in_care', level: { CIC: 11.5, CWD: 8 }, carried: 0.8 },
  LC09: { base: 'in_care_long', level: 69, carried: 0.8 },
  LC10: { base: null, level: { CIC: 3, FOST: 2.4 }, amp: 0.5 },
  LC11: { base: 'unaccompanied_year', level: 86, amp: 8 },
  LC12: { base: 'returned_home', level: 88, amp: 14 },
  IR01: { base: 'midpoints', level: 78, amp: 4 },
  IR02: { base: 'escalations', level: 89, amp: 7 },
  IR03: { base: 'rights_reviews', level: 87, amp: 6 },
  CL01: { base: 'leaving', level: 98, amp: 2 },
  CL02: { base: 'leavers', level: 90, carried: 0.75 },
  CL03: { base: 'leavers', level: 56, carried: 0.7 },
  MS01: { base: null, level: { MASH: 62, CIC: 11, 'H&P': 4 }, amp: 0.16 },
  MS02: { base: 'episodes', level: { MASH: 87, CIC: 90, 'H&P': 94 }, amp: 5 },
  MS03: { base: 'episodes', level: 60, amp: 6 },
  QA01: { base: 'audits_planned', level: 90, amp: 12 },
  QA02: { base: 'audits_quarter', level: 54, amp: 10 },
  QA03: { base: 'audits_quarter', level: 60, amp: 10 },
  QA04: { base: 'visits_sampled', level: 58, amp: 6 },
  QA05: { base: 'notes', level: 86, amp: 3 },
  WF01: {
    base: 'posts',
    level: { ASMT: 19.6, 'H&P': 17, CIC: 15.2, CWD: 15.6, CL: 18.4, COURT: 12.5 },
    amp: 0.7,
    carried: 0.75,
  },
  WF02: { base: null, level: { ASMT: 2.4, 'H&P': 1.2, CIC: 0.9, CWD: 0.6 }, amp: 0.6, carried: 0.7 },
  WF03: {
    base: 'posts',
    level: { MASH: 14, ASMT: 22, 'H&P': 19, CIC: 12, CWD: 13, CL: 8, COURT: 10, IRO: 18, CPA: 17 },
    amp: 3,
    carried: 0.75,
  },
  WF06: { base: 'staff', level: 91, carried: 0.75 },
  WF08: { base: null, level: { ASMT: 1, 'H&P': 0, CIC: 0, CWD: 0 }, amp: 0.9, carried: 0.5 },
  EH01: { base: 'early_help_assessments', level: 79, amp: 6 },
  YO01: { base: 'orders_ended', level: 60, amp: 7 },
  FO01: { base: 'carer_reviews', level: 68, amp: 8 },
}

/** The profile of a KPI without one above: near its target, with random variation. A KPI added to the catalogue has this profile
 * until it is given its own. */
export function ordinaryProfile(kpi: KpiSeed): Profile {
  const level = ordinaryLevel(kpi)
  const open = isOpenAtEnd(kpi) ? { carried: usualCarried } : {}
  if (kpi.kind === 'count' || kpi.kind === 'stock') return { base: null, level, amp: 0.25, ...open }
  // A percentage varies less if it would otherwise pass 0 or 100.
  const amp = kpi.kind === 'ratio' ? Math.min(4, level, Math.abs(100 - level)) : level * 0.08
  return { base: ordinaryBase, level, amp, ...open }
}

const usualCarried = 0.65

/** True for a KPI of what is open at the end of a period. */
export function isOpenAtEnd({ kind, basis }: Pick<KpiSeed, 'kind' | 'basis'>): boolean {
  return kind === 'stock' || basis === 'snapshot'
}

/** Halfway between target and floor, so that an ordinary team is close to the target; without a target, the usual level for its
 * kind. */
function ordinaryLevel({ kind, good, targets }: KpiSeed): number {
  const current = targets.at(-1)
  if (current !== undefined) return (current.target + (current.floor ?? current.target)) / 2
  if (kind === 'count' || kind === 'stock') return 8
  if (kind === 'ratio') return { higher: 80, lower: 20, near: 50, neither: 50 }[good]
  return 15
}

/** Figures that the services supply themselves because no team counts them. */
export const serviceProfiles: Record<string, Profile> = {
  WF04: { base: 'service_posts', level: 18, amp: 2, carried: 0.75 },
  WF05: { base: 'service_employed', level: 19, amp: 1.5 },
  WF07: { base: 'service_managers', level: 74, carried: 0.8 },
}

/** First-line managers of each service, and the social workers (FTE) whom services employ that have no teams of social workers. */
export const serviceSize: Record<string, { managers: number; employed?: number }> = {
  FD: { managers: 10 },
  HPC: { managers: 12 },
  CICS: { managers: 9 },
  CWDS: { managers: 4 },
  FAP: { managers: 5, employed: 20 },
  EHY: { managers: 8, employed: 10 },
  QSP: { managers: 4 },
}
