/** The stories: what happened to which team, and from which month. Everything else is an ordinary month. */

import { addMonths } from '#domain/time/period.ts'

export type Story = {
  /** The level from each month on, in the KPI's own unit; before the first month the ordinary level applies. */
  levels?: readonly (readonly [from: string, level: number])[]
  /** How far an ordinary month is from the level, if different from the KPI's profile. */
  amp?: number
  /** Months whose numerator and denominator are given exactly. */
  figures?: Record<string, readonly [numerator: number, denominator: number]>
}

const start = '2017-03'

/** The months from the first one on, from pairs such as "9/10": a numerator and a denominator each. */
function monthly(pairs: string): Record<string, readonly [number, number]> {
  return Object.fromEntries(
    pairs.split(' ').map((pair, i) => {
      const [numerator = 0, denominator = 0] = pair.split('/').map(Number)
      return [addMonths(start, i), [numerator, denominator]]
    }),
  )
}

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
      [start, 21],
      ['2018-12', 18],
      ['2019-01', 17],
      ['2019-02', 16],
      ['2019-03', 15.5],
    ],
    amp: 0.5,
  },
  'ASMT-C WF01': {
    levels: [
      [start, 21.3],
      ['2018-12', 18.3],
      ['2019-01', 17.3],
      ['2019-02', 16.3],
      ['2019-03', 15.8],
    ],
    amp: 0.5,
  },
  'ASMT-S WF01': {
    levels: [
      [start, 20.8],
      ['2018-12', 17.8],
      ['2019-01', 16.8],
      ['2019-02', 15.8],
      ['2019-03', 15.3],
    ],
    amp: 0.5,
  },
  // Assessment South: support in March and April, with no real change yet.
  'ASMT-S AS01': { levels: [[start, 75]], amp: 3 },
  'ASMT-S MO01': { levels: [[start, 82]] },
  'ASMT-S MO02': { levels: [[start, 79]] },
  'ASMT-S QA05': { levels: [[start, 80]], amp: 3 },

  // Help and Protection South 1: intensive support from December, then agency staff and missed visits.
  'HP-S1 CP04': {
    levels: [[start, 84]],
    figures: {
      '2018-12': [36, 39],
      '2019-01': [37, 40],
      '2019-02': [37, 39],
      '2019-03': [22, 40],
      '2019-04': [22, 39],
      '2019-05': [25, 39],
    },
  },
  'HP-S1 WF03': {
    levels: [[start, 12]],
    amp: 2.5,
    figures: { '2019-02': [1.7, 7.8], '2019-03': [2.4, 7.6], '2019-04': [2.8, 7.6] },
  },
  'HP-S1 MO02': {
    levels: [[start, 77]],
    figures: { '2019-02': [88, 120], '2019-03': [86, 119], '2019-04': [90, 122], '2019-05': [94, 122] },
  },
  'HP-S1 CP03': { levels: [[start, 99]] },
  'HP-S1 CN01': {
    levels: [
      [start, 82],
      ['2018-12', 91],
      ['2019-01', 94],
    ],
  },
  'HP-S1 CP05': {
    levels: [
      [start, 76],
      ['2018-10', 92],
      ['2019-01', 98],
    ],
  },
  'HP-S1 WF06': {
    levels: [
      [start, 85],
      ['2018-10', 95],
      ['2018-12', 97],
    ],
  },
  'HP-S1 CN04': { figures: { '2018-12': [18, 0], '2019-01': [8, 0] } },
  'HP-S1 AS02': { levels: [[start, 0.6]], figures: { '2019-03': [0, 0], '2019-04': [0, 0] } },
  'HP-S1 WF02': { levels: [[start, 0.6]], figures: { '2019-03': [0, 0] } },
  'HP-S1 AS01': { levels: [[start, 86]], amp: 7 },
  'HP-S1 FD06': { levels: [[start, 92]], amp: 6 },
  'HP-S1 MO01': { levels: [[start, 90]] },
  'HP-S1 CN02': {
    levels: [
      [start, 81],
      ['2018-12', 96],
      ['2019-02', 98],
    ],
  },
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
      [start, 84],
      ['2018-09', 93],
    ],
  },
  'CIC-C LC01': {
    levels: [
      [start, 83.5],
      ['2018-09', 92.5],
    ],
  },
  'CIC-S LC01': {
    levels: [
      [start, 84.5],
      ['2018-09', 93.5],
    ],
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
  'CIC-C LC03': { levels: [[start, 7]] },
  'CIC-N QA04': { figures: { '2019-04': [10, 17] } },
  'CIC-C QA04': { figures: { '2019-04': [9, 16] } },
  'CIC-S QA04': { figures: { '2019-04': [10, 17] } },

  // Children with Disabilities South: 35 audit actions, falling.
  'CWD-S CN03': {
    figures: {
      ...monthly('0 1 0 1 2 0 0 1 1 1 2 2 0 1 0 0 0 2 0'),
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

  // Small bases, in which one case more or fewer is no change.
  'HP-N1 AS04': {
    figures: { '2019-01': [12, 12], '2019-02': [13, 13], '2019-03': [13, 13], '2019-04': [13, 13] },
  },
  'HP-N2 AS04': {
    figures: { '2019-01': [12, 12], '2019-02': [13, 13], '2019-03': [12, 12], '2019-04': [12, 12] },
  },
  'FOST-2 WF06': {
    figures: monthly(
      '10/11 10/11 9/10 10/11 8/10 9/10 10/11 9/10 10/11 9/10 9/10 10/11 9/10 9/10 10/11 9/10 9/10 9/10 10/11 9/10 9/10 9/11 ' +
        '9/10 10/11 10/11 9/11',
    ),
  },
  'CPA WF06': {
    figures: monthly(
      '11/11 10/11 10/10 10/11 10/11 9/10 10/11 9/11 10/11 10/11 9/10 10/11 11/12 9/10 10/11 10/11 11/11 10/11 10/11 9/10 ' +
        '10/11 10/11 10/11 9/11 9/10 9/10',
    ),
  },
  'ASMT-C CP02': {
    figures: monthly(
      '2/2 1/1 1/1 2/2 2/2 1/1 1/1 2/3 2/2 2/3 2/2 2/2 1/2 3/3 1/1 1/1 2/3 1/1 2/2 1/1 2/3 2/2 1/1 3/3 2/2 2/3',
    ),
  },

  // In February every late conference had its agreement.
  'ASMT-S CP02': { figures: { '2019-02': [3, 3] } },
  'HP-N1 CP02': { figures: { '2019-02': [2, 2] } },
  'HP-N2 CP02': { figures: { '2019-02': [2, 2] } },

  // Two returns that cannot be right, for the rules across measures to find: more plans of 12 months than of 9, and fewer children
  // in care than were to be visited.
  'HP-N2 CP07': { figures: { '2019-03': [12, 0] } },
  'CWD-N LC08': { figures: { '2019-04': [2, 29] } },

  // Elsewhere: what would happen in any council.
  'MASH FD02': {
    levels: [
      [start, 88],
      ['2018-10', 92],
    ],
    amp: 1.6,
  },
  // New in April: interviews are offered on the day a child comes back, partners miss the hub’s strategy meetings, and contacts wait
  // in Early Help North.
  'MASH FD06': {
    levels: [
      [start, 86],
      ['2019-04', 60],
    ],
    amp: 3,
  },
  'MASH MS02': {
    levels: [
      [start, 80],
      ['2019-04', 95],
    ],
    amp: 2,
  },
  'EH-N FD01': {
    levels: [
      [start, 94],
      ['2019-04', 76],
    ],
    amp: 1.2,
  },
  'MASH MS01': {
    levels: [
      [start, 60],
      ['2019-02', 74],
    ],
  },
  'HP-N1 CP04': {
    levels: [
      [start, 80],
      ['2018-12', 97],
    ],
  },
  'HP-N1 CN02': {
    levels: [
      [start, 78],
      ['2018-12', 97],
    ],
  },
  'HP-N2 WF01': {
    levels: [
      [start, 15],
      ['2018-12', 19.6],
    ],
    amp: 0.9,
  },
  'HP-S2 CP05': {
    levels: [
      [start, 88],
      ['2018-11', 50],
    ],
  },
  'CIC-C MO02': {
    levels: [
      [start, 82],
      ['2018-09', 93],
    ],
  },
  'CIC-S LC07': {
    levels: [
      [start, 94],
      ['2018-12', 74],
    ],
  },
  // Employment and training of care leavers rose, and falls back month by month.
  'CL-1 CL03': {
    levels: [[start, 46]],
    figures: {
      '2018-10': [33, 39],
      '2018-11': [34, 39],
      '2018-12': [35, 39],
      '2019-01': [36, 39],
      '2019-02': [33, 39],
      '2019-03': [29, 39],
      '2019-04': [24, 39],
    },
  },
  'CL-2 CL03': {
    levels: [
      [start, 62],
      ['2018-09', 38],
    ],
    figures: { '2019-05': [15, 37] },
  },
  // Supervision in the court team fell in the autumn, and comes back month by month.
  'COURT MO02': {
    figures: {
      '2018-10': [55, 85],
      '2018-11': [53, 84],
      '2018-12': [52, 83],
      '2019-01': [55, 82],
      '2019-02': [60, 82],
      '2019-03': [66, 85],
      '2019-04': [72, 84],
    },
  },
  'COURT CT02': {
    levels: [[start, 3]],
    figures: {
      '2019-01': [9, 0],
      '2019-02': [10, 0],
      '2019-03': [11, 0],
      '2019-04': [12, 0],
      '2019-05': [12, 0],
    },
  },
  'CWD-N CN01': {
    levels: [
      [start, 76],
      ['2018-11', 97],
    ],
  },
  'CPA CP10': {
    levels: [
      [start, 80],
      ['2018-10', 97],
    ],
    amp: 2,
    figures: { '2019-05': [26, 28] },
  },
  'IRO IR01': {
    levels: [
      [start, 74],
      ['2018-10', 88],
    ],
    amp: 3,
  },
  'FOST-1 FO01': {
    levels: [
      [start, 75],
      ['2018-10', 40],
    ],
    amp: 6,
  },
  'EH-S EH01': {
    levels: [
      [start, 72],
      ['2018-10', 93],
    ],
    amp: 5,
  },
  'IRO WF06': {
    levels: [
      [start, 96],
      ['2018-11', 99],
    ],
  },
}

/** The level that a story gives a month, or null if it keeps the ordinary one. */
export function levelOf(story: Story | undefined, month: string): number | null {
  const past = story?.levels?.filter(([from]) => from <= month) ?? []
  return past.at(-1)?.[1] ?? null
}
