/** What the homes and scorecards show on eight days of a year, sentence by sentence. The figures in the sentences are those of
 * the files: `council-files.ts`. */

import { careSouth, north1, north2, oversight, plans, south1, south2 } from './expected-pages.ts'
import type { Day } from './surfaces.ts'
import type { DayName } from './year.ts'

const say = (month: string) => `Write commentary on ${plans} for ${month}`
const submit = (many: number, until: string) =>
  `Submit ${many} months, November 2018 to ${until}, for sign-off once you have looked at it`
const again =
  'Submit March 2019 again restated after its sign-off: Visits were written up late since 15 July 2019'
const restatedNorth = `${north1}, March 2019: restated on 15 July 2019 after its sign-off: Visits were written up late`
const closedSouth2 = `${south2}: ${submit(11, 'September 2019')}`
const silent = 'nothing has come from this team: 6 figures each month, data team and HR Business Partner'
/** Visits of South 1 have fallen since March 2019; how they went on is said after it. */
const visits = (share: string, course = '') =>
  `${south1}: CP visits in timescale ${share} worse than usual since March 2019${course}, and ${90 - Number.parseFloat(share)} points below its target of 90%`
/** The plans of each team have risen since a month of its own. */
const moreIn = (team: string, told: string, since: string) =>
  `${team}: ${plans} ${told} worse than usual ${since}`

const nothing = 'Nothing needs a conversation.'

/** Weekly figures were late from the day after the second week that did not come. */
const stopped =
  'Ask about Management oversight in timescale, weekly: nothing since the week of 22 July 2019 from Help and ' +
  'Protection North 1 and 6 more teams late since 12 August 2019'

export type ExpectedHomes = {
  /** All the tasks and what there is to talk about, in order. */
  manager: string[]
  head: string[]
  data: string[]
  /** Lines of news that must be there. */
  news: string[]
  /** The month that the pages of the team, its service, the other service and the council open on, and how they begin. */
  cards: Record<keyof Day['card'], string>
}

export const expectedHomes: Record<DayName, ExpectedHomes> = {
  // Help and Protection has sent March before it is due. Care has not, so everybody reads February.
  '2019-04-05': {
    manager: [submit(5, 'March 2019'), nothing],
    head: [
      `Ask 4 managers to submit 20 months for sign-off ${north1}, ${north2}, ${south1}, ${south2} the oldest November 2018`,
      `Ask 2 teams for commentary ${north2}, ${south2} for February 2019`,
      `${south1}: CP visits in timescale 50% (25 of 50), March 2019 worse than usual in March 2019, and 40 points below its target of 90%`,
      moreIn(north2, '51, March 2019', 'since February 2019'),
      moreIn(south2, '52, March 2019', 'since December 2018'),
    ],
    data: [
      'Ask for 3 missing figures of 1 data set, March 2019 Children in Care North: its only one; Children in Care Central: ' +
        `its only one; ${careSouth}: its only one due 8 April 2019`,
    ],
    news: ['March 2019: 5 new figures 4 April 2019'],
    cards: {
      team: 'February 2019: 4 of 5 judged measures met target, 1 missed. Of all 7, 0 are improving and 0 are concerning.',
      service:
        'February 2019: 4 of 5 judged measures met target, 1 missed. Of all 7, 0 are improving and 1 is concerning.',
      care: 'February 2019: 3 of 4 judged measures met target, 1 close. Of all 5, 0 are improving and 0 are concerning.',
      council:
        'February 2019: 5 of 6 judged measures met target, 1 missed. Of all 9, 0 are improving and 1 is concerning.',
    },
  },
  // Care South has not sent April, due on 9 May; workforce is due on 15 May. March of North 1 is signed off.
  '2019-05-13': {
    manager: [
      say('April 2019'),
      submit(5, 'April 2019'),
      `${plans} 50 worse than usual in April 2019; no commentary yet`,
    ],
    head: [
      `Ask 4 managers to submit 23 months for sign-off ${north1}, ${north2}, ${south1}, ${south2} the oldest November 2018`,
      `Ask 4 teams for commentary ${north1}, ${north2}, ${south1}, ${south2} for April 2019`,
      visits('52% (26 of 50)'),
      moreIn(north1, '50', 'in April 2019'),
      moreIn(north2, '49', 'since February 2019'),
      moreIn(south2, '54', 'since December 2018'),
    ],
    data: [
      `Ask for 3 missing figures of 2 data sets, April 2019 ${careSouth}: all 3 overdue since 9 May 2019`,
    ],
    news: ['April 2019: 5 new figures 8 May 2019', 'March 2019 signed off by Head of service 16 April 2019'],
    cards: {
      team: 'April 2019: 3 of 3 judged measures met target. Of all 7, 0 are improving and 1 is concerning. 2 have no figure.',
      service:
        'April 2019: 2 of 3 judged measures met target, 1 close. Of all 7, 0 are improving and 2 are concerning. 2 have no figure.',
      care: 'March 2019: 2 of 4 judged measures met target, 1 close, 1 missed. Of all 5, 0 are improving and 0 are concerning.',
      council:
        'April 2019: 2 of 3 judged measures met target, 1 close. Of all 9, 0 are improving and 2 are concerning. ' +
        '2 have no figure. 2 are not whole, so not judged.',
    },
  },
  // The wrong file of May was taken back this morning: May is as if it had never come, and is due today.
  '2019-06-10': {
    manager: [
      say('April 2019'),
      submit(5, 'April 2019'),
      `${plans} 50 worse than usual in April 2019; no commentary yet`,
    ],
    head: [
      `Ask 4 managers to submit 23 months for sign-off ${north1}, ${north2}, ${south1}, ${south2} the oldest November 2018`,
      `Ask 4 teams for commentary ${north1}, ${north2}, ${south1}, ${south2} for April 2019`,
      visits('52% (26 of 50)'),
      moreIn(north1, '50', 'in April 2019'),
      moreIn(north2, '49', 'since February 2019'),
      moreIn(south2, '54', 'since December 2018'),
    ],
    data: [`Ask for 3 returns, May 2019 ${oversight}, Children in care, Protection and need due today`],
    news: ['May 2019: 5 figures taken back Half the visits were missing 10 June 2019'],
    cards: {
      team: 'April 2019: 5 of 5 judged measures met target. Of all 7, 0 are improving and 1 is concerning.',
      service:
        'April 2019: 3 of 5 judged measures met target, 1 close, 1 missed. Of all 7, 0 are improving and 2 are concerning.',
      care: 'April 2019: 3 of 4 judged measures met target, 1 missed. Of all 5, 0 are improving and 0 are concerning.',
      council:
        'April 2019: 4 of 6 judged measures met target, 1 close, 1 missed. Of all 9, 0 are improving and 2 are concerning.',
    },
  },
  // May came a day late, June in time; March of North 1 was restated after its sign-off.
  '2019-07-16': {
    manager: [
      say('June 2019'),
      again,
      submit(7, 'June 2019'),
      `${plans} 49 worse than usual since April 2019; no commentary yet`,
    ],
    head: [
      `Ask 4 managers to submit 32 months for sign-off ${restatedNorth} the oldest November 2018`,
      `Ask 4 teams for commentary ${north1}, ${north2}, ${south1}, ${south2} for June 2019`,
      visits('50% (25 of 50)'),
      moreIn(north1, '49', 'since April 2019'),
      moreIn(north2, '51', 'since February 2019'),
      moreIn(south2, '51', 'since December 2018'),
    ],
    data: ['Nothing needs you: every return that is due is complete.'],
    news: [
      'March 2019: 1 figure restated Visits were written up late 15 July 2019',
      'May 2019: 2 new figures 11 June 2019',
    ],
    cards: {
      team: 'June 2019: 3 of 5 judged measures met target, 2 close. Of all 7, 0 are improving and 1 is concerning.',
      service:
        'June 2019: 2 of 5 judged measures met target, 3 close. Of all 7, 0 are improving and 2 are concerning.',
      care: 'June 2019: 3 of 4 judged measures met target, 1 missed. Of all 5, 0 are improving and 0 are concerning.',
      council:
        'June 2019: 2 of 6 judged measures met target, 3 close, 1 missed. Of all 9, 0 are improving and 2 are concerning.',
    },
  },
  // CP05 is retired since July, so its figures are not missing. Weekly figures stopped with the week of 22 July.
  '2019-08-20': {
    manager: [
      say('July 2019'),
      again,
      submit(8, 'July 2019'),
      `${plans} 51 worse than usual since April 2019; no commentary yet`,
    ],
    head: [
      `Ask 4 managers to submit 36 months for sign-off ${restatedNorth} the oldest November 2018`,
      `Ask 4 teams for commentary ${north1}, ${north2}, ${south1}, ${south2} for July 2019`,
      visits('54% (27 of 50)'),
      moreIn(north1, '51', 'since April 2019'),
      moreIn(north2, '50', 'since February 2019'),
      moreIn(south2, '54', 'since December 2018, and steady'),
    ],
    data: [stopped],
    news: ['Week beginning 22 July 2019: 1 new weekly figure 29 July 2019'],
    cards: {
      team: 'July 2019: 3 of 4 judged measures met target, 1 missed. Of all 6, 0 are improving and 1 is concerning.',
      service:
        'July 2019: 2 of 4 judged measures met target, 1 close, 1 missed. Of all 6, 0 are improving and 2 are concerning.',
      care: 'July 2019: 3 of 4 judged measures met target, 1 close. Of all 5, 0 are improving and 0 are concerning.',
      council:
        'July 2019: 3 of 5 judged measures met target, 1 close, 1 missed. Of all 8, 0 are improving and 2 are concerning.',
    },
  },
  // South 2 has closed and South 3 taken over: nothing is compared before October. Workforce is due in two days.
  '2019-11-12': {
    manager: [
      say('October 2019'),
      again,
      submit(11, 'October 2019'),
      `${plans} 51 worse than usual since April 2019; no commentary yet`,
    ],
    head: [
      closedSouth2,
      `Ask 4 managers to submit 37 months for sign-off ${restatedNorth} the oldest November 2018`,
      `Ask 3 teams for commentary ${north1}, ${north2}, ${south1} for October 2019`,
      visits('50% (25 of 50)', ', and steady'),
      moreIn(north1, '51', 'since April 2019'),
      moreIn(north2, '50', 'since February 2019, and steady'),
    ],
    data: [stopped],
    news: ['October 2019: 4 new figures 8 November 2019'],
    cards: {
      team: 'October 2019: 2 of 2 judged measures met target. Of all 6, 0 are improving and 1 is concerning. 2 have no figure.',
      service:
        'October 2019: 0 of 2 judged measures met target, 2 close. Of all 6, 0 are improving and 2 are concerning. 2 have no figure.',
      care: 'October 2019: 1 of 2 judged measures met target, 1 close. Of all 5, 0 are improving and 0 are concerning. 2 have no figure.',
      council:
        'October 2019: 1 of 3 judged measures met target, 2 close. Of all 8, 0 are improving and 2 are concerning. 2 have no figure.',
    },
  },
  // North 2 has sent nothing for November and December: what lacks it is not judged, and it is not asked to explain anything.
  '2020-01-16': {
    manager: [
      say('December 2019'),
      again,
      submit(13, 'December 2019'),
      `${plans} 49 worse than usual since April 2019, and steady; no commentary yet`,
    ],
    head: [
      closedSouth2,
      `Ask 4 managers to submit 43 months for sign-off ${restatedNorth} the oldest November 2018`,
      `Ask 2 teams for commentary ${north1}, ${south1} for December 2019`,
      `${north2}: November and December 2019: ${silent}, overdue since 9 December 2019`,
      moreIn(north2, '50, October 2019', 'since February 2019, and steady'),
      visits('52% (26 of 50)', ', and steady'),
      moreIn(north1, '49', 'since April 2019, and steady'),
    ],
    data: [
      'Ask for the Workforce return, October 2019 from HR Business Partner overdue since 14 November 2019',
      `Ask for 6 missing figures of 3 data sets, November 2019 ${north2}: all 6 overdue since 9 December 2019`,
      `Ask for 6 missing figures of 3 data sets, December 2019 ${north2}: all 6 overdue since 9 January 2020`,
      stopped,
    ],
    news: ['December 2019: 2 new figures 15 January 2020'],
    cards: {
      team: 'December 2019: 3 of 4 judged measures met target, 1 close. Of all 6, 0 are improving and 1 is concerning.',
      service:
        'December 2019: no measure could be judged against a target. Of all 6, 0 are improving and 0 are concerning. 6 are not whole, so not judged.',
      care: 'December 2019: 3 of 4 judged measures met target, 1 close. Of all 5, 0 are improving and 0 are concerning.',
      council:
        'December 2019: 2 of 3 judged measures met target, 1 close. Of all 8, 0 are improving and 0 are concerning. 4 are not whole, so not judged.',
    },
  },
  // North 2's figures came late and left no trace but dates. The workforce return of October never came.
  // Plans of North 1 fall again: it is not asked about them any more.
  '2020-04-16': {
    manager: [again, submit(16, 'March 2020'), nothing],
    head: [
      closedSouth2,
      `Ask 4 managers to submit 57 months for sign-off ${restatedNorth} the oldest November 2018`,
      `Ask 2 teams for commentary ${north2}, ${south1} for March 2020`,
      visits('50% (25 of 50)', ', and steady'),
      moreIn(north2, '51', 'since February 2019, and steady'),
    ],
    data: [
      'Ask for the Workforce return, October 2019 from HR Business Partner overdue since 14 November 2019',
      stopped,
    ],
    news: ['March 2020: 2 new figures 16 April 2020'],
    cards: {
      team: 'March 2020: 3 of 4 judged measures met target, 1 close. Of all 6, 0 are improving and 0 are concerning.',
      service:
        'March 2020: 2 of 4 judged measures met target, 2 close. Of all 6, 0 are improving and 2 are concerning.',
      care: 'March 2020: 2 of 4 judged measures met target, 1 close, 1 missed. Of all 5, 0 are improving and 0 are concerning.',
      council:
        'March 2020: 2 of 5 judged measures met target, 2 close, 1 missed. Of all 8, 0 are improving and 2 are concerning.',
    },
  },
}
