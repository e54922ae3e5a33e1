/** The stories: what happened to which team, and from which month. Everything else is an ordinary month. */

export type Story = {
  /** The level from each month on, in the KPI's own unit; before the first month the ordinary level applies. */
  levels?: readonly (readonly [from: string, level: number])[]
  /** How far an ordinary month is from the level, if different from the KPI's profile. */
  amp?: number
  /** Months whose numerator and denominator are given exactly. */
  figures?: Record<string, readonly [numerator: number, denominator: number]>
}

const start = '2017-03'

/** By team and KPI. */
export const stories: Record<string, Story> = {
  // Assessment: 45-day completion climbs by a real shift and is still under 90; caseloads fall from December.
  'ASMT-N AS01': {
    levels: [
      [start, 72],
      ['2018-09', 77.5],
      ['2019-01', 80.5],
    ],
    amp: 2,
  },
  'ASMT-C AS01': {
    levels: [
      [start, 72.5],
      ['2018-09', 77.5],
      ['2019-01', 81],
    ],
    amp: 2,
  },
  'ASMT-N WF01': {
    levels: [
      [start, 19.6],
      ['2018-12', 18],
      ['2019-02', 16.8],
    ],
    amp: 0.5,
  },
  'ASMT-C WF01': {
    levels: [
      [start, 19.9],
      ['2018-12', 18.2],
      ['2019-02', 17.2],
    ],
    amp: 0.5,
  },
  'ASMT-S WF01': {
    levels: [
      [start, 19.4],
      ['2018-12', 18.2],
      ['2019-02', 17.3],
    ],
    amp: 0.5,
  },
  // Assessment South: support in March and April, with no real change yet.
  'ASMT-S AS01': { levels: [[start, 75]], amp: 3 },
  'ASMT-S MO01': { levels: [[start, 82]], amp: 4 },
  'ASMT-S MO02': { levels: [[start, 79]], amp: 4 },
  'ASMT-S QA05': { levels: [[start, 80]], amp: 3 },

  // Help and Protection South 1: intensive support from December, then agency staff and missed visits.
  'HP-S1 CP04': {
    levels: [[start, 84]],
    amp: 2.4,
    figures: {
      '2018-12': [36, 39],
      '2019-01': [37, 40],
      '2019-02': [37, 39],
      '2019-03': [30, 40],
      '2019-04': [29, 39],
      '2019-05': [31, 39],
    },
  },
  'HP-S1 WF03': {
    levels: [[start, 12]],
    amp: 2.5,
    figures: { '2019-02': [1.2, 7.8], '2019-03': [2, 7.6], '2019-04': [2.4, 7.6] },
  },
  'HP-S1 MO02': {
    levels: [[start, 77]],
    amp: 3,
    figures: { '2019-02': [88, 120], '2019-03': [86, 119], '2019-04': [90, 122], '2019-05': [94, 122] },
  },
  'HP-S1 CN01': {
    levels: [
      [start, 82],
      ['2018-12', 91],
      ['2019-01', 94],
    ],
    amp: 3,
  },
  'HP-S1 CP05': {
    levels: [
      [start, 81],
      ['2018-10', 89],
      ['2019-01', 94],
    ],
    amp: 4,
  },
  'HP-S1 WF06': {
    levels: [
      [start, 85],
      ['2018-10', 95],
      ['2018-12', 97],
    ],
    amp: 4,
  },
  'HP-S1 CN04': { figures: { '2018-12': [18, 0], '2019-01': [8, 0] } },
  'HP-S1 AS02': { levels: [[start, 0.6]], figures: { '2019-03': [0, 0], '2019-04': [0, 0] } },
  'HP-S1 WF02': { levels: [[start, 0.6]], figures: { '2019-03': [0, 0] } },
  'HP-S1 AS01': { levels: [[start, 86]], amp: 7 },
  'HP-S1 FD06': { levels: [[start, 92]], amp: 6 },
  'HP-S1 CP01': { levels: [[start, 91]], amp: 8 },
  'HP-S1 MO01': { levels: [[start, 90]], amp: 4 },
  'HP-S1 CN02': { levels: [[start, 92]], amp: 4 },
  'HP-S1 QA05': { levels: [[start, 90.5]], amp: 4 },
  'HP-S1 QA02': {
    levels: [
      [start, 58],
      ['2018-12', 62],
    ],
    amp: 5,
  },
  'HP-S1 QA03': {
    levels: [
      [start, 60],
      ['2018-12', 68],
      ['2019-02', 74],
    ],
    amp: 4,
  },
  'HP-S1 CP08': { levels: [[start, 3]], amp: 1 },
  'HP-S1 CP09': { levels: [[start, 19]], amp: 2 },
  'HP-S1 FD04': { levels: [[start, 21]], amp: 2 },
  'HP-S1 WF01': { levels: [[start, 15.7]], amp: 0.7 },

  // Children in care: visits on time since September, with the target met; initial health assessments worse each month.
  'CIC-N LC01': {
    levels: [
      [start, 86.5],
      ['2018-09', 92.5],
    ],
    amp: 1.6,
  },
  'CIC-C LC01': {
    levels: [
      [start, 86],
      ['2018-09', 92],
    ],
    amp: 1.8,
  },
  'CIC-S LC01': {
    levels: [
      [start, 87],
      ['2018-09', 93],
    ],
    amp: 1.6,
    figures: { '2019-05': [91, 98] },
  },
  'CIC-N LC06': {
    figures: {
      '2018-10': [6, 7],
      '2018-11': [6, 8],
      '2018-12': [5, 7],
      '2019-01': [5, 7],
      '2019-02': [4, 7],
      '2019-03': [4, 7],
      '2019-04': [3, 7],
      '2019-05': [4, 7],
    },
  },
  'CIC-C LC06': {
    figures: {
      '2018-10': [5, 6],
      '2018-11': [5, 6],
      '2018-12': [5, 6],
      '2019-01': [4, 6],
      '2019-02': [4, 6],
      '2019-03': [3, 6],
      '2019-04': [3, 6],
      '2019-05': [3, 6],
    },
  },
  'CIC-S LC06': {
    figures: {
      '2018-10': [6, 7],
      '2018-11': [5, 7],
      '2018-12': [5, 7],
      '2019-01': [5, 7],
      '2019-02': [5, 7],
      '2019-03': [4, 7],
      '2019-04': [4, 7],
      '2019-05': [4, 7],
    },
  },
  'CIC-N QA04': { figures: { '2019-04': [10, 17] } },
  'CIC-C QA04': { figures: { '2019-04': [9, 16] } },
  'CIC-S QA04': { figures: { '2019-04': [10, 17] } },

  // Children with Disabilities South: 35 audit actions, falling.
  'CWD-S CN03': {
    figures: {
      '2018-10': [12, 0],
      '2018-11': [24, 0],
      '2018-12': [35, 0],
      '2019-01': [31, 0],
      '2019-02': [20, 0],
      '2019-03': [10, 0],
      '2019-04': [7, 0],
      '2019-05': [2, 0],
    },
  },

  // Elsewhere: what would happen in any council.
  'MASH FD02': {
    levels: [
      [start, 88],
      ['2018-10', 92],
    ],
    amp: 1.6,
  },
  'MASH MS01': {
    levels: [
      [start, 60],
      ['2019-02', 74],
    ],
  },
  'HP-N1 CN02': {
    levels: [
      [start, 85],
      ['2018-12', 92],
    ],
    amp: 3,
  },
  'HP-N2 WF01': {
    levels: [
      [start, 16.4],
      ['2018-12', 18.6],
    ],
    amp: 0.6,
  },
  'HP-S2 CP05': {
    levels: [
      [start, 87],
      ['2018-11', 78],
    ],
    amp: 4,
  },
  'CIC-C MO02': {
    levels: [
      [start, 83],
      ['2018-09', 91],
    ],
    amp: 3,
  },
  'CIC-S LC07': {
    levels: [
      [start, 93],
      ['2018-12', 87.5],
    ],
    amp: 1.6,
  },
  'CL-2 CL03': {
    levels: [
      [start, 58],
      ['2018-09', 50],
    ],
    amp: 3,
    figures: { '2019-05': [19, 37] },
  },
  'COURT CT02': {
    levels: [
      [start, 3],
      ['2019-01', 7],
    ],
  },
  'CWD-N CN01': {
    levels: [
      [start, 80],
      ['2018-11', 89],
    ],
    amp: 4,
  },
  'CPA CP10': {
    levels: [
      [start, 84],
      ['2018-10', 93],
    ],
    amp: 4,
    figures: { '2019-05': [26, 28] },
  },
  'IRO IR01': {
    levels: [
      [start, 76],
      ['2018-10', 83],
    ],
    amp: 3,
  },
  'FOST-1 FO01': {
    levels: [
      [start, 72],
      ['2018-10', 58],
    ],
    amp: 6,
  },
  'EH-S EH01': {
    levels: [
      [start, 77],
      ['2018-10', 87],
    ],
    amp: 5,
  },
  'IRO WF06': {
    levels: [
      [start, 96],
      ['2018-11', 99],
    ],
    amp: 3,
  },
}

/** The level that a story gives a month, or null if it keeps the ordinary one. */
export function levelOf(story: Story | undefined, month: string): number | null {
  const past = story?.levels?.filter(([from]) => from <= month) ?? []
  return past.at(-1)?.[1] ?? null
}
