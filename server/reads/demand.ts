import type { Kpi } from '#domain/catalogue/kpi.ts'
import type { Origin } from '#domain/figures/wholeness.ts'
import { addMonths, monthsFrom } from '#domain/time/period.ts'
import { namedFindingOf } from '#domain/wording/finding.ts'
import { formatNumber } from '#domain/wording/format.ts'
import { partsWords } from '#domain/wording/wholeness-words.ts'
import type { ReadSource } from '../db/database.ts'
import { loadKpis } from '../record/catalogue.ts'
import { loadFigures } from '../record/figures.ts'
import { loadJudgedMonths } from '../record/judged-months.ts'

/** How many children came to each stage, month by month, earliest first; null if there is no figure. */
export type Demand = {
  months: string[]
  /** The finding on the first stage, the only one that is judged for change. */
  finding: string
  stages: {
    name: string
    values: (number | null)[]
    /** For each month whose count lacks a team and is therefore left out of the values: "35 from 4 of 7 teams"; null otherwise.
     * */
    lacking: (string | null)[]
  }[]
}

/** The stages in the order in which a child reaches them, and the figure that counts each: a measure of its own, or the
 * denominator of another measure. */
const stages = [
  { name: 'Contacts', kpi: 'FD03', counted: 'value' },
  { name: 'Referrals', kpi: 'FD05', counted: 'denominator' },
  { name: 'Assessments completed', kpi: 'AS01', counted: 'denominator' },
  { name: 'Children at an initial conference', kpi: 'CP01', counted: 'denominator' },
] as const

/** Demand on a unit over a number of months up to a period. Null if it takes no contacts or counts fewer than two stages. */
export async function loadDemand(
  db: ReadSource,
  { unit, period, months: count = 13 }: { unit: string; period: string; months?: number },
): Promise<Demand | null> {
  const months = monthsFrom(addMonths(period, 1 - count), period)
  const [kpis, figures, judged] = await Promise.all([
    loadKpis(db, period),
    loadFigures(db, { units: [unit], kpis: stages.map((s) => s.kpi), periods: months, grain: 'monthly' }),
    loadJudgedMonths(db, { unit, kpis: [stages[0].kpi], period }),
  ])
  const found = stages.flatMap(({ name, kpi, counted }) => {
    const own = figures.filter((f) => f.kpi === kpi)
    const found = months.map((month) => own.find((f) => f.period === month) ?? null)
    // A denominator is a count too: it is complete only if no team is missing.
    const lacking = found.map((f) => (f === null || f[counted] === null ? null : lackingWords(f[counted], f)))
    const values = found.map((f, i) => (f === null || lacking[i] !== null ? null : f[counted]))
    const isEmpty = values.every((value) => value === null) && lacking.every((words) => words === null)
    return isEmpty ? [] : [{ name, kpi, values, lacking }]
  })
  const [first] = found
  const contacts = kpis.find((k): k is Kpi => k.code === stages[0].kpi)
  const latest = figures.find((f) => f.kpi === stages[0].kpi && f.period === period)
  if (first?.kpi !== stages[0].kpi || found.length < 2 || contacts === undefined || latest === undefined)
    return null
  return {
    months,
    finding: namedFindingOf(contacts, latest, judged.get(contacts.code) ?? []),
    stages: found.map(({ name, values, lacking }) => ({ name, values, lacking })),
  }
}

function lackingWords(count: number, figure: Origin): string | null {
  const parts = partsWords(figure)
  return parts === null ? null : `${formatNumber(count)} ${parts}`
}
