/** What the teams of a small council send: every figure of two years and a bit, as in their own systems. */
import { addMonths, monthsBetween } from '#domain/time/period.ts'

export const helpTeams = ['HP-N1', 'HP-N2', 'HP-S1', 'HP-S2', 'HP-S3'] as const
export const careTeams = ['CIC-N', 'CIC-C', 'CIC-S'] as const
export type Team = (typeof helpTeams)[number] | (typeof careTeams)[number]

/** HP-S2 closes at the end of September 2019, and HP-S3 takes over. */
const closes: Partial<Record<Team, string>> = { 'HP-S2': '2019-09' }
const opens: Partial<Record<Team, string>> = { 'HP-S3': '2019-10' }

/** CP05 is retired after June 2019. */
export const retiredAfter = '2019-06'

const helpCase = ['CP04', 'CP05', 'CP06', 'CN04', 'MO01'] as const
const careCase = ['LC01', 'LC03', 'MO01'] as const
const workforce = ['WF01', 'WF02'] as const
export type Measure = (typeof helpCase)[number] | (typeof careCase)[number] | (typeof workforce)[number]

const firstMonth = '2018-01'
const wobble = [0, 1, -1, 0, 2, -1, 1, 0, -2, 1, 0, -1]

export function isOpen(team: Team, month: string): boolean {
  return month <= (closes[team] ?? '9999') && month >= (opens[team] ?? '')
}

/** The month in which a team's plans of nine months and more rise: in one team after another. South 3 takes over what South 2 had. */
const plansRise: Partial<Record<Team, string>> = {
  'HP-S2': '2018-12',
  'HP-N2': '2019-02',
  'HP-N1': '2019-04',
  'HP-S1': '2019-06',
  'HP-S3': '2018-12',
}

/** Plans of nine months and more rise by 40 and do not fall again, except in North 1, where they do from January 2020 on. */
function morePlans(team: Team, month: string): number {
  if (month < (plansRise[team] ?? '9999')) return 0
  if (team !== 'HP-N1') return 40
  return 40 - 3 * Math.max(0, monthsBetween('2019-12', month))
}

/** Visits in time of 50 before they wobble: those of South 1 fall for good in March 2019, those of North 2 for January 2019. */
function visitsInTime(team: Team, month: string): number {
  if (team === 'HP-S1' && month >= '2019-03') return 25
  return team === 'HP-N2' && month === '2019-01' ? 32 : 46
}

/** The numerator and, if the measure has one, the denominator. */
export type Figures = readonly [numerator: number, denominator: number | null]

/** What a team's own system has for a month. */
export function figuresOf(team: Team, measure: Measure, month: string): Figures {
  const place = [...helpTeams, ...careTeams].indexOf(team)
  const i = monthsBetween(firstMonth, month)
  const w = wobble[(i + 5 * place) % wobble.length] as number
  switch (measure) {
    case 'CP04':
      return [visitsInTime(team, month) + w, 50]
    case 'CP05':
      return [45 + w, 50]
    case 'CP06':
      return [10 + place + w + morePlans(team, month), null]
    case 'CN04':
      return [8 + w, null]
    case 'MO01':
      return [54 + w, 60]
    case 'LC01':
      return [37 + w, 40]
    case 'LC03':
      return [7 + w, null]
    case 'WF01':
      return [120 + 2 * w, 8]
    case 'WF02':
      return [w > 0 ? 1 : 0, null]
  }
}

/** A symbol is sent in place of the figures. */
export type SentRow = { team: Team; measure: Measure; period: string; figures: Figures; symbol?: string }

export type Return = 'case' | 'workforce'

const measuresOf = (team: Team, of: Return): readonly Measure[] => {
  if (of === 'workforce') return workforce
  return team.startsWith('HP') ? helpCase : careCase
}

/** A return of a month by some teams, with everything expected of each team that is open. */
export function returnOf(of: Return, month: string, teams: readonly Team[]): SentRow[] {
  return teams
    .filter((team) => isOpen(team, month))
    .flatMap((team) =>
      measuresOf(team, of)
        .filter((measure) => measure !== 'CP05' || month <= retiredAfter)
        .map((measure) => ({ team, measure, period: month, figures: figuresOf(team, measure, month) })),
    )
}

export const everyTeam: readonly Team[] = [...helpTeams, ...careTeams]

/** A week's oversight of every team that is open in the month in which the week ends. */
export function weekOf(week: string, month: string): SentRow[] {
  return everyTeam
    .filter((team) => isOpen(team, month))
    .map((team) => ({ team, measure: 'MO01' as const, period: week, figures: [55, 60] as const }))
}

export function fileOf(rows: readonly SentRow[]): string {
  const lines = rows.map(({ team, measure, period, figures: [n, d], symbol }) =>
    [team, measure, period, symbol ?? n, d === null ? '' : (symbol ?? d)].join(','),
  )
  return ['team_code,kpi_code,period,numerator,denominator', ...lines].join('\n')
}

/** The first months of the council's history. */
export function firstMonths(count: number): string[] {
  return Array.from({ length: count }, (_, i) => addMonths(firstMonth, i))
}
