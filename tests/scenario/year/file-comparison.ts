/** Compares what is read with the files that were sent and not taken back: every point of the series and every row of the
 * scorecards. */
import { addMonths } from '#domain/time/period.ts'
import type { SmallCouncil } from './council.ts'
import {
  careTeams,
  everyTeam,
  helpTeams,
  isOpen,
  type Measure,
  retiredAfter,
  type Team,
} from './council-files.ts'

export type ComparisonResult = { compared: number; untrue: string[] }

const counted: readonly Measure[] = ['CP06', 'CN04', 'LC03', 'WF02']
const help: readonly Measure[] = ['CP04', 'CP05', 'CP06', 'CN04']
const care: readonly Measure[] = ['LC01', 'LC03']

const teamsOfUnit: Readonly<Record<string, readonly Team[]>> = {
  HPC: helpTeams,
  CICS: careTeams,
  RIDGE: everyTeam,
}

/** The teams beneath a unit that send a measure. */
function sendersOf(unit: string, measure: Measure): readonly Team[] {
  const teams = teamsOfUnit[unit] ?? everyTeam.filter((team) => team === unit)
  if (help.includes(measure)) return teams.filter((team) => team.startsWith('HP'))
  return care.includes(measure) ? teams.filter((team) => team.startsWith('CIC')) : teams
}

/** The sum of what the teams of a unit sent of a measure for a month. */
function sumOf(council: SmallCouncil, teams: readonly Team[], measure: Measure, month: string) {
  const open = teams.filter((team) => isOpen(team, month))
  const sent = open.flatMap((team) => {
    const figures = council.sentBy(team, measure, month)
    return figures === undefined ? [] : [figures]
  })
  const [n, d] = [0, 1].map((i) => sent.reduce((sum, figures) => sum + (figures[i] ?? 0), 0)) as [
    number,
    number,
  ]
  return { n, d, added: sent.length, expected: open.length }
}

type Point = {
  period: string
  state: string
  numerator: number | null
  denominator: number | null
  parts: { added: number; expected: number } | null
  status: string | null
  signal: string | null
}

const series: Readonly<Record<string, readonly Measure[]>> = {
  HPC: ['CP04', 'CP06', 'CN04', 'MO01', 'WF01', 'WF02'],
  CICS: ['LC01', 'LC03', 'MO01', 'WF01', 'WF02'],
  RIDGE: ['MO01', 'WF01', 'WF02'],
}

/** Every month of every series of the services and the council. */
export async function seriesAgainstFiles(council: SmallCouncil): Promise<ComparisonResult> {
  const untrue: string[] = []
  let compared = 0
  for (const [unit, measures] of Object.entries(series))
    for (const measure of measures) {
      const { points } = JSON.parse(await council.read('smt', null, `/api/v1/series/${unit}/${measure}`)) as {
        points: Point[]
      }
      for (const point of points) {
        compared++
        const sent = sumOf(council, sendersOf(unit, measure), measure, point.period)
        const isPart = sent.added < sent.expected
        const isSilent = sent.added === 0
        const sums = isSilent
          ? point.state === 'not_reported' && point.numerator === null
          : point.numerator === sent.n && (point.denominator ?? 0) === sent.d
        const parts =
          isSilent || (point.parts?.added === sent.added && point.parts.expected === sent.expected)
        const isUnjudged = isPart && (isSilent || counted.includes(measure))
        const verdict = isUnjudged
          ? ['not_whole', 'no_data', null].includes(point.status) && point.signal === null
          : isPart || point.status !== 'not_whole'
        if (!(sums && parts && verdict))
          untrue.push(
            `${unit} ${measure} ${JSON.stringify(point)}, and ${sent.n} of ${sent.d} were sent by ${sent.added}`,
          )
      }
    }
  return { compared, untrue }
}

/** A figure as a row shows it: "92% 46 of 50", "15.3 122 over 8 FTE", "16 –". */
function shown(measure: Measure, { n, d, added, expected }: ReturnType<typeof sumOf>): string {
  if (added === 0) return 'Not reported –'
  const parts = added < expected ? ` from ${added} of ${expected} teams` : ''
  if (d === 0) return `${n}${parts} –`
  const tenths = (value: number) => String(Math.round(value * 10) / 10)
  return measure === 'WF01'
    ? `${tenths(n / d)}${parts} ${n} over ${d} FTE`
    : `${tenths((100 * n) / d)}%${parts} ${n} of ${d}`
}

/** The words about its target: the share of the base that a missing team has is a quarter if one of four is missing. */
function judged(measure: Measure, { n, d, added, expected }: ReturnType<typeof sumOf>): string {
  if (added === 0) return 'No data'
  const isUnjudged = added < expected && (counted.includes(measure) || (expected - added) * 4 >= expected)
  if (isUnjudged) return 'Not whole'
  if (measure === 'WF01') return n / d <= 16 ? 'Met' : 'Close'
  if (measure === 'WF02') return n === 0 ? 'Met' : `Missed ${n} fewer ${n === 1 ? 'worker' : 'workers'}`
  if (d === 0) return 'No target'
  const short = Math.ceil((9 * d - 10 * n) / 10)
  if (short <= 0) return 'Met'
  const noun = measure === 'MO01' ? ['case', 'cases'] : ['child', 'children']
  const gap = `${short} more ${noun[short === 1 ? 0 : 1]}`
  return `${(100 * n) / d >= 80 ? 'Close' : 'Missed'} ${gap}`
}

const targets: Partial<Record<Measure, string>> = { WF01: '16 or less', WF02: '0' }

/** Every row of a unit's scorecard of a month: the figure, the words about its target, and the month before. */
export function rowsAgainstFiles(
  council: SmallCouncil,
  unit: string,
  month: string,
  rows: Readonly<Record<string, string>>,
): ComparisonResult {
  const codes = Object.keys(rows) as Measure[]
  const untrue = codes.flatMap((measure) => {
    const senders = sendersOf(unit, measure)
    const now = sumOf(council, senders, measure, month)
    const before = sumOf(council, senders, measure, addMonths(month, -1))
    const target = targets[measure] ?? (now.d > 0 ? '90% or more' : '–')
    // Last month is a value alone, with what a sum of it lacks.
    const was = shown(measure, before)
      .replace(/ –$/, '')
      .replace(/^(\S+(?: from \d+ of \d+ teams)?) \d+ (?:of|over) .+$/, '$1')
    const says = `${shown(measure, now)} ${was} ${target} ${judged(measure, now)} `
    const row = rows[measure] ?? ''
    return row.includes(` ${says}`) ? [] : [`${unit} ${measure} ${row}: ${says}`]
  })
  const asked = (['MO01', ...help, ...care, 'WF01', 'WF02'] as const).filter(
    (measure) => sendersOf(unit, measure).length > 0 && (measure !== 'CP05' || month <= retiredAfter),
  )
  const missing = asked.filter((measure) => !codes.includes(measure))
  return { compared: codes.length, untrue: [...untrue, ...missing.map((m) => `${unit} ${m} is not shown`)] }
}
