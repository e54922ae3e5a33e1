import { describe, expect, test } from 'vitest'
import { personalDetails } from '#domain/council/personal-details.ts'
import { dueDay } from '#domain/time/calendar.ts'
import { addMonths, isDay } from '#domain/time/period.ts'
import { readCatalogue } from '../../seeds/catalogue.ts'
import { commentary, decisions } from '../../seeds/demo/conversation.ts'
import { awaitedContent, demoExtracts } from '../../seeds/demo/extracts.ts'
import { annotations, evidence, knownIssues } from '../../seeds/demo/plan-evidence.ts'
import { milestonesMet, progress } from '../../seeds/demo/plan-progress.ts'
import { boards, ratings } from '../../seeds/demo/plan-ratings.ts'
import { demoSamples } from '../../seeds/demo/samples.ts'
import { some } from '../support/some.ts'
import { type ExtractRow, ledgerOf, rowsOf } from './demo-figures.ts'

const extracts = demoExtracts()
const { kpis, units, plan } = readCatalogue()
const ledger = [...ledgerOf().values()]

/** Numerators and denominators of a KPI, added over the teams that count the children. */
function sumsOf(kpi: string, period: (row: ExtractRow) => boolean): { n: number; d: number } {
  const countedBy = kpis.find((k) => k.code === kpi)?.countedBy ?? []
  const teams = new Set(units.filter((u) => countedBy.includes(u.team_type)).map((u) => u.code))
  const rows = ledger.filter((row) => row.kpi_code === kpi && teams.has(row.team_code) && period(row))
  return {
    n: rows.reduce((sum, row) => sum + Number(row.numerator), 0),
    d: rows.reduce((sum, row) => sum + Number(row.denominator), 0),
  }
}

describe('the plan’s five stated figures, from the files alone', () => {
  test('369 of 450 assessments were in 45 working days in April 2019', () => {
    expect(sumsOf('AS01', (row) => row.period === '2019-04')).toEqual({ n: 369, d: 450 })
  })

  test('372 of 400 children in care were visited in time in April 2019', () => {
    expect(sumsOf('LC01', (row) => row.period === '2019-04')).toEqual({ n: 372, d: 400 })
  })

  test('860 of 1,000 cases had management oversight in the week beginning 20 May 2019', () => {
    expect(sumsOf('MO01', (row) => row.period === '2019-W21')).toEqual({ n: 860, d: 1000 })
  })

  test('98 of 100 care leavers of 2018 were given a health summary', () => {
    expect(sumsOf('CL01', (row) => row.period.startsWith('2018-'))).toEqual({ n: 98, d: 100 })
  })

  test('25 children were placed with parents in March, as at the 26th, and in April', () => {
    expect(sumsOf('LC03', (row) => row.period === '2019-03').n).toBe(25)
    expect(sumsOf('LC03', (row) => row.period === '2019-04').n).toBe(25)
    const march = ledger.filter((row) => row.kpi_code === 'LC03' && row.period === '2019-03')
    expect(march.map((row) => row.as_at)).toEqual(['2019-03-26', '2019-03-26', '2019-03-26'])
  })
})

describe('the files', () => {
  test('are the same to the byte each time', () => {
    expect(demoExtracts()).toEqual(extracts)
  })

  test('number 41, and no cell is twice in one file', () => {
    expect(extracts).toHaveLength(41)
    const rows = extracts.flatMap((e) => rowsOf(e).map((row) => `${e.filename} ${keyOf(row)}`))
    expect(rows.length).toBeGreaterThan(13_000)
    expect(new Set(rows).size).toBe(rows.length)
  })

  test('are published in the order of their days, each after it was received and on a working day', () => {
    const published = extracts.map((e) => e.publishedAt)
    expect(published).toEqual([...published].sort())
    for (const extract of some(extracts)) {
      expect(extract.receivedAt < extract.publishedAt).toBe(true)
      expect([0, 6]).not.toContain(new Date(extract.receivedAt).getUTCDay())
      expect(extract.publishedAt < '2019-06-10T23').toBe(true)
    }
  })

  test('come on their due day but one, which is six days late', () => {
    const onTime = extracts.filter((e) => /^20\d\d-\d\d-case-system/.test(e.filename))
    const days = onTime.map((e) => {
      const due = dueDay(e.filename.slice(0, 7), 6)
      return (Date.parse(e.receivedAt.slice(0, 10)) - Date.parse(due)) / 86_400_000
    })
    expect(days).toEqual([0, 0, 6, 0, 0, 0])
  })

  test('May’s case-system returns are due on the day the council lives on', () => {
    expect(dueDay('2019-05', 6)).toBe('2019-06-10')
    expect(ledger.filter((row) => row.period === '2019-05')).toEqual([])
  })

  test('carry every KPI of every open team in every month', () => {
    const keys = new Set(ledger.map(keyOf))
    const months = Array.from({ length: 26 }, (_, i) => addMonths('2017-03', i))
    expect(months.at(-1)).toBe('2019-04')
    const monthly = kpis.filter((k) => k.grains.includes('monthly'))
    const teams = units.filter(({ kind }) => kind === 'team')
    const cells = months.flatMap((month) =>
      teams.flatMap(({ code, team_type, opened, closed }) => {
        const isOpen = opened.slice(0, 7) <= month && (closed === '' || month <= closed.slice(0, 7))
        return monthly.map((kpi) => ({
          key: `${code} ${kpi.code} ${month}`,
          isOpen,
          isCarried: kpi.teamTypes.includes(team_type),
        }))
      }),
    )
    const due = cells.filter(({ isOpen, isCarried }) => isOpen && isCarried)
    expect(some(due).filter(({ key }) => !keys.has(key))).toEqual([])
    const outside = cells.filter(({ isOpen }) => !isOpen)
    expect(some(outside).filter(({ key }) => keys.has(key))).toEqual([])
  })

  test('hold every symbol the council uses, a blank, a value without its counts, 0 of 0 and FTE with a decimal', () => {
    const symbols = new Set(ledger.flatMap((row) => [row.numerator, row.value]))
    for (const symbol of ['c', 'x', 'z']) expect(symbols.has(symbol)).toBe(true)
    const has = (test: (row: ExtractRow) => boolean) => expect(ledger.some(test)).toBe(true)
    has((row) => row.numerator === '' && row.denominator === '' && row.value === '')
    has((row) => row.numerator === '' && row.denominator === '' && row.value === '55')
    has((row) => row.numerator === '0' && row.denominator === '0')
    has((row) => /^\d+\.\d$/.test(row.denominator))
  })

  test('never say more children than there are, but where the KPI allows it', () => {
    const mayExceed = new Set(kpis.filter((k) => k.mayExceed || k.kind === 'mean').map((k) => k.code))
    const over = ledger.filter(
      (row) => !mayExceed.has(row.kpi_code) && Number(row.numerator) > Number(row.denominator),
    )
    expect(over.filter((row) => row.denominator !== '')).toEqual([])
  })

  test('weekly oversight runs without a hole for 21 weeks to the week of 3 June', () => {
    const weeks = [...new Set(ledger.map((row) => row.period).filter((p) => p.includes('W')))].sort()
    expect(weeks).toHaveLength(21)
    expect(weeks.at(-1)).toBe('2019-W23')
  })

  test('the 35 audit actions of Children with Disabilities South only ever fall', () => {
    const left = ledger
      .filter((row) => row.kpi_code === 'CN03' && row.period.includes('W'))
      .sort((a, b) => (a.period < b.period ? -1 : 1))
    const counts = left.map((row) => Number(row.numerator))
    expect(counts[0]).toBe(35)
    expect(counts.at(-1)).toBe(0)
    expect(counts).toEqual([...counts].sort((a, b) => b - a))
    expect(left.filter((row) => row.note !== '').map((row) => row.note)).toEqual([
      '6 actions closed as no longer relevant',
    ])
  })
})

describe('the sample files for May', () => {
  const samples = demoSamples()
  const linesOf = (name: string) => samples.get(name)?.content.split('\n') ?? []

  test('the clean one is what the case system would send', () => {
    expect(samples.get('clean')).toEqual({ filename: '2019-05-case-system.csv', content: awaitedContent() })
  })

  test('the other differs from it in three rows', () => {
    const [clean, faulty] = [linesOf('clean'), linesOf('three-faults')]
    expect(faulty).toHaveLength(clean.length)
    expect(faulty.filter((line, i) => line !== clean[i])).toEqual([
      'ASMT-N,AS01,2019-05,128,127,,,',
      'HP-S1,CP04,2019-05,79%,39,,,',
      'HP-C,CN02,2019-05,41,44,,,',
    ])
  })
})

describe('the lived-in plan', () => {
  const refs = new Set(plan.actions.map((a) => a.ref))
  const codes = new Set(kpis.map((k) => k.code))
  const unitCodes = new Set(units.map((u) => u.code))

  test('speaks only of actions, KPIs and units there are', () => {
    const actions = [...ratings, ...progress, ...milestonesMet].map(([ref]) => ref)
    const named = [...actions, ...evidence.map((e) => e.action), ...decisions.map((d) => d.action)]
    for (const ref of some(named)) expect(ref === null || refs.has(ref), String(ref)).toBe(true)
    for (const { kpi, unit } of some([...decisions, ...commentary, ...annotations, ...knownIssues])) {
      expect(kpi === null || codes.has(kpi)).toBe(true)
      expect(unit === null || unitCodes.has(unit)).toBe(true)
    }
  })

  test('is dated on real days up to the board of 5 June 2019, the audit return of 4 June among them', () => {
    const days = [
      ...progress.map(([, day]) => day),
      ...evidence.map((e) => e.day),
      ...decisions.flatMap((d) => [d.day, ...(d.came === null ? [] : [d.came.day])]),
      ...commentary.map((c) => c.day),
    ]
    for (const day of some([...days, ...Object.values(boards)])) {
      expect(isDay(day)).toBe(true)
      expect(day <= '2019-06-05').toBe(true)
      expect([0, 6]).not.toContain(new Date(day).getUTCDay())
    }
  })

  test('rates an action once at a board at most, and completes R9.1 and R9.6 from the first', () => {
    const keys = ratings.map(([ref, board]) => `${ref} ${board}`)
    expect(new Set(keys).size).toBe(keys.length)
    for (const ref of ['R9.1', 'R9.6']) expect(ratings.find(([r]) => r === ref)?.[2]).toBe('completed')
  })

  test('meets only milestones that had fallen due or were met early', () => {
    for (const [ref, position, day] of some(milestonesMet)) {
      const milestone = plan.actions.find((a) => a.ref === ref)?.milestones[position - 1]
      expect(milestone, ref).toBeDefined()
      expect((milestone?.due ?? '') < '2019-06').toBe(true)
      expect(day <= '2019-06-05').toBe(true)
    }
  })

  test('at South 1 the April meeting’s agreed actions are one kept, one not kept and one open; none is on supervision', () => {
    const agreed = decisions.filter((d) => d.unit === 'HP-S1')
    const april = agreed.filter((d) => d.day === '2019-04-18').map((d) => d.came?.state ?? 'open')
    expect(april.sort()).toEqual(['done', 'not_done', 'open'])
    expect(agreed.some((d) => d.kpi === 'MO02')).toBe(false)
  })

  test('says what is behind figures that there are, and names nobody', () => {
    for (const said of some(commentary)) {
      expect(said.role.startsWith('Team manager, ')).toBe(true)
      expect(personalDetails(said.body)).toEqual([])
    }
    for (const { body, came } of some(decisions)) {
      expect(personalDetails(body)).toEqual([])
      expect(personalDetails(came?.words ?? '')).toEqual([])
    }
  })
})

function keyOf(row: ExtractRow): string {
  return `${row.team_code} ${row.kpi_code} ${row.period}`
}
