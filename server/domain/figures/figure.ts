/** A unit's figure for a period, as computed once at publish, stored, and read by every surface. */
import type { Cell } from './measurement.ts'

export type Status = 'met' | 'close' | 'missed' | 'no_target' | 'small_number' | 'no_data' | 'not_whole'
export type Variation = 'improving' | 'concerning' | 'unusual' | 'no_real_change' | 'too_early' | 'none'
export type Assurance = 'will_meet' | 'hit_or_miss' | 'will_miss' | 'too_early' | 'none'
export type Signal = 'outside_limits' | 'trend' | 'two_of_three' | 'shift'
/** A flag's meaning read through what is good for the KPI. */
export type Meaning = 'improving' | 'concerning' | 'unusual'
export type Limits = 'none' | 'trial' | 'full'

/** What a roll-up added, and what it left out, by reason. Counts of expected units. */
export type Coverage = {
  expected: number
  added: number
  noCases: number
  notReported: number
  suppressed: number
  withoutDenominator: number
  notApplicable: number
}

/** The expected units that a roll-up lacks, stored beside its figure. */
export type LeftOut = {
  /** What the roll-up adds: teams; for a council also services, or services for which a figure was supplied with the teams of
   *  the others. */
  of: 'team' | 'service' | 'mixed'
  /** Their codes in the tree's order, the first few of very many. */
  units: string[]
  /** What part of the base they usually hold, from 0 to 1; null for counts and stocks, which have no base. */
  share: number | null
  /** The last figure of the unit that was whole, beside one that is not; null where there is none. */
  lastWhole: LastWhole | null
}

/** A unit's last whole figure as it was judged in its own period, without the phases and flags before it. */
export type LastWhole = Omit<Figure, 'unit' | 'kpi' | 'computed' | 'teamVariation'>

/** Limits of one unbroken stretch of a series, in the KPI's own unit. */
export type Phase = {
  from: string
  to: string
  mean: number | null
  lower: number | null
  upper: number | null
  limits: Limits
}

/** One flagged point. `rising` says which way the flag points: a trend's direction, else the side of the mean. */
export type Flag = { period: string; signal: Signal; meaning: Meaning; rising: boolean }

/** The calculation made with the points up to one period, and stored with it. */
export type Analysis = {
  phases: Phase[]
  flags: Flag[]
  /** Points in the last phase. */
  points: number
  limits: Limits
  mean: number | null
  lower: number | null
  upper: number | null
  signal: Signal | null
  meaning: Meaning | null
  rising: boolean | null
  /** The first period of the run that flags the last point. */
  since: string | null
  /** True where limits and verdicts are not given to this reader, since a hidden number could be told from them. */
  withheld?: boolean
  /** True of a figure that was taken back with all that it was made of: nothing is on record of its cell, as before it came. */
  takenBack?: boolean
}

export type Judgement = {
  target: number | null
  floor: number | null
  /** Null for no cases, suppressed, not applicable and without denominator. `not_whole` where so much is left out of a
   *  roll-up that nothing is said of it. */
  status: Status | null
  /** How many more children would have met the target; null where that cannot be said. */
  gap: number | null
  judgedOn: 'month' | 'three_months' | null
  judgedNumerator: number | null
  judgedDenominator: number | null
  /** Children (or items) on the wrong side: the size of a matter, for ties. */
  affected: number
}

export type Figure = Cell &
  Judgement & {
    unit: string
    kpi: string
    period: string
    /** A team's own row; a figure supplied for a service or council; or a roll-up. */
    origin: 'team' | 'supplied' | 'computed'
    coverage: Coverage | null
    /** Null where nothing that was expected is left out, and for a figure that is not added up. */
    leftOut: LeftOut | null
    /** The roll-up, where a supplied figure stands and the two differ. */
    computed: Cell | null
    variation: Variation
    assurance: Assurance
    analysis: Analysis
    /** How many of the teams beneath show each variation; null for a team. */
    teamVariation: Partial<Record<Variation, number>> | null
  }
