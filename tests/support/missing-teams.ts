/** Teams that are missing from a small council in randomly chosen months, and what is true of each figure without them. */
import { monthsFrom } from '#domain/time/period.ts'
import {
  careTeams,
  everyTeam,
  figuresOf,
  firstMonths,
  helpTeams,
  isOpen,
  type Measure,
  type Return,
  returnOf,
  type SentRow,
  type Team,
} from '../scenario/year/council-files.ts'

const returns: readonly Return[] = ['case', 'workforce']

/** How a team can be missing: it sends nothing, or a symbol in place of each figure. `z`, not applicable, is not missing. */
type Missing = 'nothing' | 'c' | 'x' | 'z'

/** The months from which teams may be missing: among them one team closes and another takes over. */
export const months: readonly string[] = monthsFrom('2018-11', '2019-11')

export const last = months.at(-1) ?? ''

/** The measures that are added up for each unit, with the teams that are counted in them. */
const summed: readonly { measures: readonly Measure[]; teams: readonly Team[]; units: readonly string[] }[] =
  [
    { measures: ['CP04', 'CP06', 'CN04'], teams: helpTeams, units: ['HPC', 'RIDGE'] },
    { measures: ['LC01', 'LC03'], teams: careTeams, units: ['CICS', 'RIDGE'] },
    { measures: ['MO01', 'WF01', 'WF02'], teams: helpTeams, units: ['HPC'] },
    { measures: ['MO01', 'WF01', 'WF02'], teams: careTeams, units: ['CICS'] },
    { measures: ['MO01', 'WF01', 'WF02'], teams: everyTeam, units: ['RIDGE'] },
  ]

export const services: readonly string[] = ['HPC', 'CICS']
export const sums: readonly { unit: string; measure: Measure }[] = summed.flatMap(({ measures, units }) =>
  units.flatMap((unit) => measures.map((measure) => ({ unit, measure }))),
)

/** Counts: every team has to be in before anything is said about them. */
export const counts: readonly string[] = ['CP06', 'CN04', 'LC03', 'WF02'] satisfies Measure[]

/** How many teams were expected, how many sent their figures, and the sum of these. */
export type Truth = { expected: number; sent: number; numerator: number; isCount: boolean }

type Choice = { missing: Missing; comesLater: boolean }

/** What the teams of a council send in time, late and never. */
export class MissingTeams {
  /** By team, return and month. */
  readonly #chosen = new Map<string, Choice>()
  readonly #order: readonly Team[]

  constructor(dice: () => number) {
    for (const month of months) {
      // A month is whole, lacks a few teams, or lacks most.
      const share = [0, 0, 0.2, 0.3, 0.7][Math.floor(dice() * 5)] ?? 0
      for (const team of everyTeam) {
        if (month === last || !isOpen(team, month) || dice() >= share) continue
        for (const of of returns) if (dice() < 0.8) this.#chosen.set(`${team} ${of} ${month}`, choice(dice))
      }
    }
    // In the last month, the only one on some surfaces, one service is whole and the other is not.
    const absent = helpTeams.filter((team) => isOpen(team, last))[Math.floor(dice() * 4)] as Team
    for (const of of returns)
      this.#chosen.set(`${absent} ${of} ${last}`, { missing: 'nothing', comesLater: dice() < 0.75 })
    this.#order = everyTeam
      .map((team) => ({ team, at: dice() }))
      .sort((a, b) => a.at - b.at)
      .map(({ team }) => team)
  }

  /** The months from which a team is missing. */
  lacking(): string[] {
    return months.filter((month) => [...this.#chosen.keys()].some((key) => key.endsWith(month)))
  }

  /** The months before, which are whole. */
  history(): SentRow[] {
    const before = firstMonths(24).filter((month) => month < (months[0] ?? ''))
    return before.flatMap((month) => returns.flatMap((of) => returnOf(of, month, everyTeam)))
  }

  /** What comes for a month on its day. */
  inTime(month: string): SentRow[] {
    return this.#rowsOf(month, everyTeam, (choice) => choice === undefined || choice.missing !== 'nothing')
  }

  /** What each team later sends of what was missing: one file each, in random order. */
  later(): { team: Team; rows: SentRow[] }[] {
    return this.#order
      .map((team) => ({
        team,
        rows: months.flatMap((month) => this.#rowsOf(month, [team], (choice) => choice?.comesLater === true)),
      }))
      .filter(({ rows }) => rows.length > 0)
  }

  /** What is true of a sum before anything comes later; null for anything that is not a sum. */
  truthOf(unit: string, measure: string, month: string): Truth | null {
    const found = summed.find((s) => s.units.includes(unit) && s.measures.some((m) => m === measure))
    if (found === undefined) return null
    const own = measure as Measure
    const of: Return = measure.startsWith('WF') ? 'workforce' : 'case'
    const open = found.teams.filter((team) => isOpen(team, month))
    const missing = (team: Team) => this.#chosen.get(`${team} ${of} ${month}`)?.missing
    const sent = open.filter((team) => missing(team) === undefined)
    return {
      expected: open.filter((team) => missing(team) !== 'z').length,
      sent: sent.length,
      numerator: sent.reduce((sum, team) => sum + figuresOf(team, own, month)[0], 0),
      isCount: counts.includes(measure),
    }
  }

  #rowsOf(month: string, teams: readonly Team[], isWanted: (choice?: Choice) => boolean): SentRow[] {
    return returns.flatMap((of) =>
      teams.flatMap((team) => {
        const chosen = this.#chosen.get(`${team} ${of} ${month}`)
        if (!isWanted(chosen)) return []
        const rows = returnOf(of, month, [team])
        return chosen === undefined || chosen.missing === 'nothing'
          ? rows
          : rows.map((row) => ({ ...row, symbol: chosen.missing }))
      }),
    )
  }
}

function choice(dice: () => number): Choice {
  const missing = (['c', 'x', 'z'] as const)[Math.floor(dice() * 10)] ?? 'nothing'
  return { missing, comesLater: dice() < 0.75 && missing === 'nothing' }
}
