/** What is said on eight days of a year, sentence by sentence. The figures in the sentences are those of the files: `sent.ts`. */
import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Day } from './surfaces.ts'
import { type DayName, days, playYear, type Year } from './year.ts'

let year: Year
beforeAll(async () => {
  year = await playYear()
}, 300_000)

const [north1, north2, south1] = [1, 2, 3].map(
  (n) => `Help and Protection ${['North 1', 'North 2', 'South 1'][n - 1]}`,
)
const plans = 'CP plans at 9 months or more'
const say = `Say what is behind 1 measure that needs a conversation ${plans}`
const submit = (many: number, until: string) =>
  `Submit ${many} months, November 2018 to ${until}, for sign-off once it has been looked at`
const again =
  'Submit March 2019 again restated on 15 July 2019 after its sign-off: Visits were written up late'
const waits = 'wait for a manager to submit them'
const restatedNorth = `${north1}, March 2019: restated on 15 July 2019 after its sign-off: Visits were written up late`
const closedSouth2 = `Help and Protection South 2: ${submit(11, 'September 2019')}`
const silent = 'nothing has come from this team: 6 figures each month, data team and HR Business Partner'
const visits = (share: string, since = 'since') =>
  `${south1}: CP visits in timescale ${share} worse than usual ${since} March 2019, and below its floor of 80%`

type Table = {
  /** All that there is to do, in order. */
  manager: string[]
  head: string[]
  /** Null where what the list says is being put right. */
  data: string[] | null
  /** Lines of news that must be there. */
  news: string[]
  /** The month that the pages of the team, its service, the other service and the council open on, and how they begin. */
  cards: Record<keyof Day['card'], string>
  overview: string[]
  quality: string[]
  changes: string[]
}

const tables: Record<DayName, Table> = {
  // Help and Protection has sent March, before it is due. Care has not: February is what everybody reads.
  '2019-04-05': {
    manager: [say, submit(5, 'March 2019')],
    head: [
      `20 months of 4 teams ${waits} ${north1}, ${north2}, ${south1}, Help and Protection South 2`,
      `3 teams have not said what is behind February 2019 ${north1}, ${north2}, Help and Protection South 2`,
      `${south1}: CP visits in timescale 70% (35 of 50), March 2019 worse than usual in March 2019, and below its floor of 80%`,
    ],
    data: [
      'March 2019: Assessment and management oversight return in part 3 figures still to come due 8 April 2019',
    ],
    news: ['March 2019: 5 new figures 4 April 2019'],
    cards: {
      team: 'February 2019: 3 of 3 measures met target. 0 are improving, 1 is concerning.',
      service: 'February 2019: 3 of 3 measures met target. 0 are improving, 1 is concerning.',
      care: 'February 2019: 1 of 2 measures met target. 0 are improving, 0 are concerning.',
      council: 'February 2019: 4 of 4 measures met target. 0 are improving, 1 is concerning.',
    },
    overview: [
      'Overview: February 2019',
      'A newer month has begun to come in: March 2019: 20 of 43 figures in .',
    ],
    quality: ['February 2019: all 4 data sets are on time.', 'Workforce history history history history'],
    changes: ['March 2019 : 5 figures'],
  },
  // Care South has not sent April, due on 9 May; workforce is due on 15 May. March of North 1 is signed off.
  '2019-05-13': {
    manager: [`${plans} 15 worse than usual in April 2019`, say, submit(5, 'April 2019')],
    head: [
      `23 months of 4 teams ${waits} ${north1}, ${north2}, ${south1}, Help and Protection South 2`,
      `2 teams have not said what is behind April 2019 ${north1}, ${south1}`,
      visits('72% (36 of 50)'),
      `${north1}: ${plans} 15 worse than usual in April 2019`,
    ],
    data: null,
    news: ['April 2019: 5 new figures 8 May 2019', 'March 2019 signed off by Head of service 16 April 2019'],
    cards: {
      team: 'April 2019: 3 of 3 measures met target. 0 are improving, 1 is concerning. 2 have no figure.',
      service: 'April 2019: 2 of 3 measures met target. 0 are improving, 2 are concerning. 2 have no figure.',
      care: 'March 2019: 1 of 2 measures met target. 0 are improving, 0 are concerning.',
      council:
        'April 2019: 2 of 3 measures met target. 0 are improving, 2 are concerning. 2 have no figure. 2 are not whole, so not judged.',
    },
    overview: ['Overview: April 2019', '26 of 43 figures are in.'],
    quality: ['Children in Care South 5 Assessment and management oversight, Children in care, Workforce'],
    changes: ['April 2019 : 5 figures'],
  },
  // The wrong file of May was taken back this morning: May is as if it had never come, and is due today.
  '2019-06-10': {
    manager: [`${plans} 15 worse than usual in April 2019`, say, submit(5, 'April 2019')],
    head: [
      `23 months of 4 teams ${waits} ${north1}, ${north2}, ${south1}, Help and Protection South 2`,
      `2 teams have not said what is behind April 2019 ${north1}, ${south1}`,
      visits('72% (36 of 50)'),
      `${north1}: ${plans} 15 worse than usual in April 2019`,
    ],
    data: [
      'May 2019: 3 returns not received Assessment and management oversight, Children in care, Protection and need due today',
    ],
    news: ['May 2019: 5 figures taken back Half the visits were missing 10 June 2019'],
    cards: {
      team: 'April 2019: 3 of 3 measures met target. 0 are improving, 1 is concerning.',
      service: 'April 2019: 2 of 3 measures met target. 0 are improving, 2 are concerning.',
      care: 'April 2019: 2 of 2 measures met target. 0 are improving, 0 are concerning.',
      council: 'April 2019: 3 of 4 measures met target. 0 are improving, 2 are concerning.',
    },
    overview: ['Overview: April 2019', 'All 4 returns and 43 figures for April 2019 are in.'],
    quality: ['Nobody: every team’s scorecard for April 2019 has all its figures.'],
    changes: [
      'Between 7 June 2019 at 9:00am and now: 5 figures say something else than before, and no figure was published for the first time.',
    ],
  },
  // May came a day late, June in time; March of North 1 was restated after its sign-off.
  '2019-07-16': {
    manager: [`${plans} 14 worse than usual since December 2018`, say, again, submit(7, 'June 2019')],
    head: [
      `32 months of 4 teams ${waits} ${restatedNorth}`,
      `4 teams have not said what is behind June 2019 ${north1}, ${north2}, ${south1}, Help and Protection South 2`,
      visits('70% (35 of 50)'),
      `${north1}: ${plans} 14 worse than usual since December 2018`,
      `${north2}: ${plans} 16 worse than usual since December 2018`,
      `Help and Protection South 2: ${plans} 16 worse than usual since December 2018`,
    ],
    data: ['Nothing needs you: every return that is due is in.'],
    news: [
      'March 2019: 1 figure restated Visits were written up late 15 July 2019',
      'May 2019: 2 new figures 11 June 2019',
    ],
    cards: {
      team: 'June 2019: 1 of 3 measures met target. 0 are improving, 1 is concerning.',
      service: 'June 2019: 0 of 3 measures met target. 0 are improving, 2 are concerning.',
      care: 'June 2019: 2 of 2 measures met target. 0 are improving, 0 are concerning.',
      council: 'June 2019: 1 of 4 measures met target. 0 are improving, 2 are concerning.',
    },
    overview: ['Overview: June 2019', 'All 4 returns and 43 figures for June 2019 are in.'],
    quality: ['Children in care history history history history on time 1 early 1 late on time'],
    changes: [
      'Between 12 July 2019 at 9:00am and now: 1 figure says something else than before, and no figure was published for the first time.',
    ],
  },
  // CP05 is retired since July, and is missed by nobody. Weekly figures stopped with the week of 22 July.
  '2019-08-20': {
    manager: [`${plans} 16 worse than usual since December 2018`, say, again, submit(8, 'July 2019')],
    head: [
      `36 months of 4 teams ${waits} ${restatedNorth}`,
      `4 teams have not said what is behind July 2019 ${north1}, ${north2}, ${south1}, Help and Protection South 2`,
      visits('74% (37 of 50)'),
      `${north1}: ${plans} 16 worse than usual since December 2018`,
      `${north2}: ${plans} 15 worse than usual since December 2018`,
      `Help and Protection South 2: ${plans} 19 worse than usual since December 2018`,
    ],
    data: null,
    news: ['Week beginning 22 July 2019: 1 new weekly figure 29 July 2019'],
    cards: {
      team: 'July 2019: 2 of 2 measures met target. 0 are improving, 1 is concerning.',
      service: 'July 2019: 1 of 2 measures met target. 0 are improving, 1 is concerning.',
      care: 'July 2019: 1 of 2 measures met target. 0 are improving, 0 are concerning.',
      council: 'July 2019: 2 of 3 measures met target. 0 are improving, 1 is concerning.',
    },
    overview: ['Overview: July 2019', 'All 4 returns and 39 figures for July 2019 are in.'],
    quality: ['Nobody: every team’s scorecard for July 2019 has all its figures.'],
    changes: ['July 2019 : 2 figures'],
  },
  // South 2 has closed and South 3 taken over: nothing is compared before October. Workforce is due in two days.
  '2019-11-12': {
    manager: [`${plans} 16 worse than usual since December 2018`, say, again, submit(11, 'October 2019')],
    head: [
      closedSouth2,
      `37 months of 4 teams ${waits} ${restatedNorth}`,
      `3 teams have not said what is behind October 2019 ${north1}, ${north2}, ${south1}`,
      visits('70% (35 of 50)'),
      `${north1}: ${plans} 16 worse than usual since December 2018`,
      `${north2}: ${plans} 15 worse than usual since December 2018`,
    ],
    data: null,
    news: ['October 2019: 4 new figures 8 November 2019'],
    cards: {
      team: 'October 2019: 2 of 2 measures met target. 0 are improving, 1 is concerning. 2 have no figure.',
      service:
        'October 2019: 0 of 2 measures met target. 0 are improving, 2 are concerning. 2 have no figure.',
      care: 'October 2019: 1 of 2 measures met target. 0 are improving, 0 are concerning. 2 have no figure.',
      council:
        'October 2019: 1 of 3 measures met target. 0 are improving, 2 are concerning. 2 have no figure.',
    },
    overview: ['Overview: October 2019', '25 of 39 figures are in.'],
    quality: ['Who is waiting: 7 teams without every figure for October 2019'],
    changes: ['October 2019 : 4 figures'],
  },
  // North 2 has sent nothing of November and December: what lacks it is not judged, and it is asked to explain nothing.
  '2020-01-16': {
    manager: [`${plans} 14 worse than usual since December 2018`, say, again, submit(13, 'December 2019')],
    head: [
      closedSouth2,
      `43 months of 4 teams ${waits} ${restatedNorth}`,
      `2 teams have not said what is behind December 2019 ${north1}, ${south1}`,
      `${north2}: November and December 2019: ${silent}, overdue since 9 December 2019`,
      `${north2}: ${plans} 15, October 2019 worse than usual since December 2018`,
      visits('72% (36 of 50)'),
      `${north1}: ${plans} 14 worse than usual since December 2018`,
    ],
    data: null,
    news: ['December 2019: 2 new figures 15 January 2020'],
    cards: {
      team: 'December 2019: 1 of 2 measures met target. 0 are improving, 1 is concerning.',
      service:
        'December 2019: no measure could be judged against a target. 0 are improving, 0 are concerning. 6 are not whole, so not judged.',
      care: 'December 2019: 1 of 2 measures met target. 0 are improving, 0 are concerning.',
      council:
        'December 2019: 1 of 2 measures met target. 0 are improving, 0 are concerning. 4 are not whole, so not judged.',
    },
    overview: ['Overview: December 2019', '33 of 39 figures are in.'],
    quality: [`${north2} 6 Assessment and management oversight, Protection and need, Workforce`],
    changes: ['December 2019 : 2 figures'],
  },
  // North 2 has come late, and left no trace but dates. The workforce return of October never came.
  '2020-04-16': {
    manager: [`${plans} 14 worse than usual since December 2018`, say, again, submit(16, 'March 2020')],
    head: [
      closedSouth2,
      `57 months of 4 teams ${waits} ${restatedNorth}`,
      `3 teams have not said what is behind March 2020 ${north1}, ${north2}, ${south1}`,
      visits('70% (35 of 50)'),
      `${north1}: ${plans} 14 worse than usual since December 2018`,
      `${north2}: ${plans} 16 worse than usual since December 2018`,
    ],
    data: null,
    news: ['March 2020: 2 new figures 16 April 2020'],
    cards: {
      team: 'March 2020: 1 of 2 measures met target. 0 are improving, 1 is concerning.',
      service: 'March 2020: 0 of 2 measures met target. 0 are improving, 2 are concerning.',
      care: 'March 2020: 1 of 2 measures met target. 0 are improving, 0 are concerning.',
      council: 'March 2020: 1 of 3 measures met target. 0 are improving, 2 are concerning.',
    },
    overview: ['Overview: March 2020', 'All 4 returns and 39 figures for March 2020 are in.'],
    quality: ['March 2020: all 4 data sets are on time.'],
    changes: ['March 2020 : 2 figures'],
  },
}

describe.each(days)('on %s', (name) => {
  const table = tables[name]
  const day = () => year.read[name]

  test('the team manager has these things to do, and no other', () => {
    expect(day().manager.todo).toEqual(table.manager)
  })

  test('the head of service has these', () => {
    expect(day().head.todo).toEqual(table.head)
  })

  test('the team manager is told this news', () => {
    expect(day().manager.changed).toEqual(expect.arrayContaining(table.news))
  })

  test('scorecards open on these months and say this first', () => {
    const { team, service, care, council } = day().card
    const headlines = { team, service, care, council }
    expect(Object.fromEntries(Object.entries(headlines).map(([who, card]) => [who, card.headline]))).toEqual(
      table.cards,
    )
  })

  test('the overview, data quality and the page of changes say this', () => {
    expect(day().overview).toEqual(expect.arrayContaining(table.overview))
    expect(day().quality).toEqual(expect.arrayContaining(table.quality))
    expect(day().changes).toEqual(expect.arrayContaining(table.changes))
  })

  test('every point of every series is what was sent and not taken back, and a count without a team says nothing', () => {
    expect(day().truth.untrue).toEqual([])
    expect(day().truth.compared).toBeGreaterThan(140)
  })

  test('the checks, the scorecard and the home of the head say the same of the plans of nine months and more', () => {
    const concerning = day().card.service.rows.CP06?.includes('Concerning') === true
    const check = day().checks.filter((line) => line.startsWith(`${plans} , Help, Protection and Court`))
    const isNotWhole = day().card.service.rows.CP06?.includes('Not whole') === true
    expect(check).toHaveLength(concerning || isNotWhole ? 1 : 0)
  })
})

const known = days.filter((name) => tables[name].data !== null)
test.each(known)('on %s the data team has these things to do, and no other', (name) => {
  expect(known.length).toBeGreaterThan(2)
  expect(year.read[name].data.todo).toEqual(tables[name].data)
})

test('a service that lacks a team, and a council that does, are shown as a part of a whole', () => {
  const { rows } = year.read['2020-01-16'].card.service
  expect(rows.CP06).toContain('51 from 3 of 4 teams')
  expect(rows.CP06).toContain('Not whole')
  expect(year.read['2019-05-13'].card.council.rows.LC03).toContain('17 from 2 of 3 teams')
})

test('nothing that was recorded bears the clock of the machine', async () => {
  const { db } = year.council
  const columns = await sql<{ relation: string; name: string }>`
    select c.table_name as relation, c.column_name as name from information_schema.columns c
    join information_schema.tables t using (table_schema, table_name)
    where c.table_schema = 'public' and t.table_type = 'BASE TABLE' and c.data_type = 'timestamp with time zone'
      and c.table_name <> 'migration'`.execute(db)
  expect(columns.rows.length).toBeGreaterThan(30)
  const late: string[] = []
  let filled = 0
  for (const { relation, name } of columns.rows) {
    const { rows } = await sql<{ last: Date | null }>`
      select max(${sql.ref(name)}) as last from ${sql.table(relation)}`.execute(db)
    const last = rows[0]?.last ?? null
    if (last !== null) filled++
    if (last !== null && last > new Date('2020-04-17T00:00:00Z'))
      late.push(`${relation}.${name} ${last.toISOString()}`)
  }
  expect(late).toEqual([])
  expect(filled).toBeGreaterThan(10)
})
