/** Figures that must equal those of the published plan, divided among the teams that count the children. */

/** Numerator and denominator by team, for each KPI and period. Those of one entry add up to the plan's own figure. */
export const exactFigures: Record<string, Record<string, readonly [number, number]>> = {
  // 369 of 450 assessments in 45 working days: 82% in April 2019.
  'AS01 2019-04': {
    'ASMT-N': [101, 122],
    'ASMT-C': [107, 128],
    'ASMT-S': [87, 112],
    'HP-N1': [11, 13],
    'HP-N2': [11, 12],
    'HP-C1': [10, 12],
    'HP-C2': [9, 11],
    'HP-S1': [13, 14],
    'HP-S2': [10, 12],
    'CWD-N': [5, 7],
    'CWD-S': [5, 7],
  },
  // 372 of 400 children in care visited in time: 93% in April 2019.
  'LC01 2019-04': {
    'CIC-N': [94, 100],
    'CIC-C': [87, 94],
    'CIC-S': [93, 99],
    'CWD-N': [31, 34],
    'CWD-S': [30, 33],
    COURT: [37, 40],
  },
  // 860 of 1,000 open cases overseen in time: 86% in the week beginning 20 May 2019.
  'MO01 2019-W21': {
    MASH: [34, 36],
    'ASMT-N': [82, 96],
    'ASMT-C': [86, 101],
    'ASMT-S': [75, 88],
    'HP-N1': [51, 60],
    'HP-N2': [48, 57],
    'HP-C1': [46, 54],
    'HP-C2': [43, 51],
    'HP-S1': [65, 74],
    'HP-S2': [49, 58],
    'CIC-N': [50, 55],
    'CIC-C': [44, 50],
    'CIC-S': [50, 56],
    'CWD-N': [38, 44],
    'CWD-S': [35, 42],
    COURT: [25, 30],
    'CL-1': [21, 25],
    'CL-2': [18, 23],
  },
  // 25 children placed with their parents, in March (as at 26 March) and in April 2019.
  'LC03 2019-03': { 'CIC-N': [9, 0], 'CIC-C': [7, 0], 'CIC-S': [9, 0] },
  'LC03 2019-04': { 'CIC-N': [9, 0], 'CIC-C': [7, 0], 'CIC-S': [9, 0] },
}

/** Care leavers of 2018 by team and month, and the two without a health summary: 98 of 100 over the year. */
const leaversOf2018: Record<string, readonly number[]> = {
  'CL-1': [4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4],
  'CL-2': [3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3],
  'CIC-N': [1, 0, 1, 0, 0, 1, 0, 1, 0, 1, 0, 1],
  'CIC-C': [0, 1, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0],
  'CIC-S': [0, 0, 1, 0, 1, 1, 0, 0, 1, 0, 1, 1],
}
const withoutSummary = new Set(['CL-1 2018-03', 'CL-2 2018-08'])

/** A team's health summaries in a month of 2018; null for a month without an exact figure. */
export function healthSummaries(team: string, month: string): readonly [number, number] | null {
  const leavers = month.startsWith('2018-') ? leaversOf2018[team]?.[Number(month.slice(5, 7)) - 1] : undefined
  if (leavers === undefined) return null
  return [withoutSummary.has(`${team} ${month}`) ? leavers - 1 : leavers, leavers]
}
