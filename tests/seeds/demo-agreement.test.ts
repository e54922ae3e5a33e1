/** The demonstration's measures agree with each other, as those of one case system do; in two cells they do not, on purpose. */
import { describe, expect, test } from 'vitest'
import { addMonths, lastMonth, monthsFrom } from '#domain/time/period.ts'
import { readCatalogue } from '../../seeds/catalogue.ts'
import { some } from '../support/some.ts'
import { ledgerOf } from './demo-figures.ts'

const ledger = ledgerOf()
const months = monthsFrom('2017-03', '2019-04')
const { units } = readCatalogue()
const teams = units.filter(({ kind }) => kind === 'team').map(({ code }) => code)
const services = units.filter(({ kind }) => kind === 'service').map(({ code }) => code)

/** A number of a cell; null if the cell is not on record, or is a symbol or a blank. */
type Pick = (unit: string, month: string) => number | null

function part(kpi: string, column: 'numerator' | 'denominator'): Pick {
  return (unit, month) => {
    const text = ledger.get(`${unit} ${kpi} ${month}`)?.[column] ?? ''
    return text === '' || Number.isNaN(Number(text)) ? null : Number(text)
  }
}

const n = (kpi: string) => part(kpi, 'numerator')
const d = (kpi: string) => part(kpi, 'denominator')

/** The sum of what is picked, or null if a part is not on record. */
function sum(...picks: Pick[]): Pick {
  return (unit, month) =>
    picks.reduce<number | null>((total, pick) => {
      const next = pick(unit, month)
      return total === null || next === null ? null : total + next
    }, 0)
}

function minus(pick: Pick): Pick {
  return (unit, month) => {
    const found = pick(unit, month)
    return found === null ? null : -found
  }
}

function earlier(pick: Pick, by: number): Pick {
  return (unit, month) => pick(unit, addMonths(month, -by))
}

/** The sum over a month and those before it. */
function over(pick: Pick, count: number): Pick {
  return sum(...Array.from({ length: count }, (_, i) => earlier(pick, i)))
}

/** The cells in which a comparison does not hold, and how many it was made for. */
function compared(left: Pick, right: Pick, holds: (l: number, r: number) => boolean, of = teams) {
  const broken: string[] = []
  let compared = 0
  for (const unit of of) {
    for (const month of months) {
      const [l, r] = [left(unit, month), right(unit, month)]
      if (l === null || r === null) continue
      compared++
      if (!holds(l, r)) broken.push(`${unit} ${month}`)
    }
  }
  return { broken, compared }
}

const equal = (l: number, r: number) => Math.abs(l - r) < 1e-6
const atMost = (l: number, r: number) => l <= r + 1e-6

describe('the same cases are the same number', () => {
  test.each<[string, Pick, Pick]>([
    ['contacts received and decided', n('FD03'), d('FD01')],
    ['referrals decided and closed', d('FD02'), d('FD05')],
    ['assessments timed and of a median', d('AS01'), d('AS03')],
    ['assessments timed and with the child seen', d('AS01'), d('AS04')],
    ['assessments timed and ended without a need', d('AS01'), d('AS05')],
    ['children in need reviewed and visited', d('CN01'), d('CN02')],
    ['children placed with parents and to be visited', n('LC03'), d('LC04')],
    ['children allocated and supervised', n('WF01'), d('MO02')],
    ['social workers with cases and in post', d('WF01'), d('WF03')],
    ['missing episodes with an interview offered and held', d('MS02'), d('MS03')],
    ['audits graded and judged on recording', d('QA02'), d('QA03')],
    ['care leavers with a home and in work', d('CL02'), d('CL03')],
    [
      'plans started less ended in a year, and the change of the children on a plan',
      sum(d('CP09'), minus(d('CP08'))),
      sum(d('CP04'), minus(earlier(d('CP04'), 12))),
    ],
  ])('%s', (_, left, right) => {
    const { broken, compared: made } = compared(left, right, equal)
    expect(broken).toEqual([])
    expect(made).toBeGreaterThan(20)
  })

  test('audits graded in three months and completed in them, where audits are planned', () => {
    const planned = teams.filter((team) => !team.startsWith('FOST'))
    const { broken, compared: made } = compared(d('QA02'), over(n('QA01'), 3), equal, planned)
    expect(broken).toEqual([])
    expect(made).toBeGreaterThan(400)
  })

  test('referrals of a year and of its twelve months, in the safeguarding hub', () => {
    const { broken, compared: made } = compared(d('FD04'), over(d('FD02'), 12), equal, ['MASH'])
    expect(broken).toEqual([])
    expect(made).toBe(15)
  })

  test('employed social workers of a service: of its teams, of its turnover and of its vacancies', () => {
    const vacancies = compared(sum(d('WF04'), minus(n('WF04'))), d('WF05'), equal, services)
    expect(vacancies.broken).toEqual([])
    expect(vacancies.compared).toBe(7 * 26)
    const inTeams: Pick = (service, month) => {
      const own = units.filter(({ parent }) => parent === service).map(({ code }) => code)
      const employed = own.map((team) => sum(d('WF03'), minus(n('WF03')))(team, month) ?? 0)
      const all = employed.reduce((total, each) => total + each, 0)
      return all === 0 ? null : Math.round(all * 10) / 10
    }
    const { broken, compared: made } = compared(d('WF05'), inTeams, equal, services)
    expect(broken).toEqual([])
    expect(made).toBe(5 * 26)
  })

  test('oversight at the end of a month and of its last week', () => {
    const weeks = [...ledger.values()].filter((row) => row.kpi_code === 'MO01' && row.period.includes('W'))
    const last = new Map(
      weeks
        .sort((a, b) => (a.period < b.period ? -1 : 1))
        .map((row) => [
          `${row.team_code} MO01 ${lastMonth(row.period)}`,
          `${row.numerator}/${row.denominator}`,
        ]),
    )
    const monthly = [...ledger].filter(([key]) => key.includes(' MO01 2019-0'))
    expect(monthly).toHaveLength(18 * 4)
    for (const [key, row] of some(monthly))
      expect(`${row.numerator}/${row.denominator}`, key).toBe(last.get(key))
  })
})

describe('a part is no more than its whole', () => {
  test.each<[string, Pick, Pick]>([
    ['referrals among contacts', d('FD02'), n('FD03')],
    ['conferences held late among children whose conference was late', sum(n('CP01'), d('CP02')), d('CP01')],
    ['plans of 9 months among those of 3', n('CP06'), d('CP03')],
    ['plans of 3 months among children on a plan', d('CP03'), d('CP04')],
    ['children of an age to be seen alone among children on a plan', d('CP05'), d('CP04')],
    ['step-downs of a cohort among the closures of its month', d('CN05'), earlier(n('CN04'), 6)],
    ['children in care for a year among children in care', d('LC07'), d('LC08')],
    ['children in care for long among those in care for a year', d('LC09'), d('LC07')],
    ['children placed with parents among children in care', n('LC03'), d('LC08')],
    [
      'more children placed with parents than before among those moved',
      sum(n('LC03'), minus(earlier(n('LC03'), 1))),
      d('LC05'),
    ],
    ['interviews held among those offered', n('MS03'), n('MS02')],
    ['open cases among open children', d('MO01'), d('MO02')],
    ['children in need or on a plan among open children', sum(d('CN02'), d('CP04')), d('MO02')],
    ['children in care among open children', d('LC01'), d('MO02')],
    ['children without a social worker among open children', n('WF08'), d('MO02')],
    ['workers over the limit among social workers', n('WF02'), d('WF01')],
  ])('%s', (_, left, right) => {
    const { broken, compared: made } = compared(left, right, atMost)
    expect(broken).toEqual([])
    expect(made).toBeGreaterThan(20)
  })

  test('a late conference is of a child who waited, and a child who waited is of a late conference', () => {
    const waited = sum(d('CP01'), minus(n('CP01')))
    const { broken, compared: made } = compared(waited, d('CP02'), (l, r) => (l === 0) === (r === 0))
    expect(broken).toEqual([])
    expect(made).toBeGreaterThan(200)
  })

  test('missing episodes end as they start, but for who is missing at the turn of a month', () => {
    const { broken, compared: made } = compared(n('MS01'), d('MS02'), (l, r) => Math.abs(l - r) <= 2)
    expect(broken).toEqual([])
    expect(made).toBeGreaterThan(200)
  })
})

describe('two cells contradict another on purpose', () => {
  test('plans of 12 months are among those of 9, but for Help and Protection North 2 in March 2019', () => {
    const { broken, compared: made } = compared(n('CP07'), n('CP06'), atMost)
    expect(broken).toEqual(['HP-N2 2019-03'])
    expect(made).toBeGreaterThan(150)
  })

  test('children visited in care are the children in care, but for Children with Disabilities North in April 2019', () => {
    const { broken, compared: made } = compared(d('LC01'), d('LC08'), equal)
    expect(broken).toEqual(['CWD-N 2019-04'])
    expect(made).toBeGreaterThan(120)
  })
})
