import { describe, expect, test } from 'vitest'
import {
  isSilentIn,
  missingFigures,
  monthsInWords,
  nothingCameWords,
  overdueMonths,
  type SilentMonth,
} from '#domain/scorecard/silent-months.ts'

const month = (period: string, dueOn: string, figures = 30, owner = 'Data team'): SilentMonth => ({
  period,
  returns: [{ owner, dueOn, figures }],
})
const june = month('2019-06', '2019-07-08')
const july = month('2019-07', '2019-08-08')
const day = '2019-08-20'

describe('a team of which nothing came', () => {
  test('is said once, with the months, the figures, who sends them and since when', () => {
    expect(nothingCameWords([june, july], day)).toBe(
      'June and July 2019: nothing has come from this team: 30 figures each month, data team, overdue since 8 July 2019',
    )
    expect(nothingCameWords([july], day, 'Court Team')).toBe(
      'July 2019: nothing has come from Court Team: 30 figures, data team, overdue since 8 August 2019',
    )
  })

  test('adds the figures up where the months differ', () => {
    const quarter = month('2019-06', '2019-07-08', 34)
    expect(nothingCameWords([quarter, july], day)).toContain(': 64 figures, data team')
    expect(missingFigures([quarter, july])).toBe(64)
    expect(nothingCameWords([month('2019-07', '2019-08-08', 1)], day)).toContain(': 1 figure, data team')
  })

  test('says what of it is overdue where some is not due yet', () => {
    const mixed: SilentMonth = {
      period: '2019-07',
      returns: [
        { owner: 'Data team', dueOn: '2019-08-08', figures: 12 },
        { owner: 'HoS Quality', dueOn: '2019-08-30', figures: 3 },
      ],
    }
    expect(nothingCameWords([mixed], day)).toBe(
      'July 2019: nothing has come from this team: 15 figures, data team and HoS Quality, 12 of them overdue since 8 August 2019',
    )
  })

  test('is not spoken of before some of it is overdue, nor where nothing is to come', () => {
    expect(overdueMonths([july, june], '2019-08-08')).toEqual([june])
    expect(overdueMonths([july, june], '2019-08-09')).toEqual([june, july])
    expect(
      overdueMonths([month('2019-06', '2019-07-08', 0), { period: '2019-05', returns: [] }], day),
    ).toEqual([])
  })

  test('is silent in a month of which nothing came, and in no other', () => {
    expect(isSilentIn([june, july], '2019-07')).toBe(true)
    expect(isSilentIn([june, july], '2019-05')).toBe(false)
    expect(isSilentIn([], '2019-07')).toBe(false)
  })

  test('is overdue since the first day on which some of it was due, in whatever order it is listed', () => {
    const mixed: SilentMonth = {
      period: '2019-07',
      returns: [
        { owner: 'Data', dueOn: '2019-08-19', figures: 1 },
        { owner: 'HoS Quality', dueOn: '2019-08-08', figures: 2 },
        { owner: 'MASH', dueOn: '2019-08-20', figures: 3 },
      ],
    }
    expect(nothingCameWords([mixed], day)).toBe(
      'July 2019: nothing has come from this team: 6 figures, MASH, HoS Quality and data, 3 of them overdue since 8 August 2019',
    )
    expect(nothingCameWords([{ period: '2019-07', returns: [] }], day)).toBe(
      'July 2019: nothing has come from this team: 0 figures',
    )
  })

  test('counts who sends it where they are many, those who send most first', () => {
    const many: SilentMonth = {
      period: '2019-07',
      returns: ['MASH', 'Court manager', 'Data team', 'Fostering manager'].map((owner, i) => ({
        owner,
        dueOn: '2019-08-08',
        figures: i + 1,
      })),
    }
    expect(nothingCameWords([many], day)).toContain('10 figures, fostering manager, data team and 2 others,')
  })
})

describe('months in a sentence', () => {
  test.each([
    [['2019-07'], 'July 2019'],
    [['2018-12', '2019-01'], 'December 2018 and January 2019'],
    [['2019-05', '2019-06', '2019-07'], 'May, June and July 2019'],
    [['2019-04', '2019-05', '2019-06', '2019-07'], '4 months, April to July 2019'],
    [['2018-11', '2018-12', '2019-01', '2019-02'], '4 months, November 2018 to February 2019'],
  ])('%s are %s', (periods, words) => {
    expect(monthsInWords(periods.map((period) => ({ period })))).toBe(words)
  })
})
