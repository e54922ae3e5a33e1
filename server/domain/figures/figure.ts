/**
 * A unit's figure for a period. It is computed once, when an extract is published, and stored; every surface reads
 * the stored figure.
 */
import type { Cell } from './measurement.ts'

export type Status = 'met' | 'close' | 'missed' | 'no_target' | 'small_number' | 'no_data' | 'not_whole'
export type Variation =
  | 'improving'
  | 'concerning'
  | 'recovering'
  | 'slipping_back'
  | 'unusual'
  | 'no_real_change'
  | 'too_early'
  | 'none'
export type Assurance = 'will_meet' | 'hit_or_miss' | 'will_miss' | 'too_early' | 'none'
/** The first four are those of the NHS package; the service itself speaks of the first and the last. */
export type Signal = 'outside_limits' | 'trend' | 'two_of_three' | 'shift' | 'lasting_change'
/** The meaning of a flag: whether the change is good for the KPI. */
export type Meaning = 'improving' | 'concerning' | 'unusual'
export type Limits = 'none' | 'trial' | 'full'

/** The number of expected units in a roll-up, of those it added, and of those it left out for each reason. */
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
  /** What the roll-up adds: teams, services, or `mixed`: the services with a supplied figure, and the teams of the
   *  others. */
  of: 'team' | 'service' | 'mixed'
  /** The codes of those units in tree order, at most the first thirty. */
  units: string[]
  /** What part of the base they usually hold, from 0 to 1; null for counts and stocks, which have no base. */
  share: number | null
  /** The unit's last whole figure, if this one is not whole; null if there is none. */
  lastWhole: LastWhole | null
}

/** A unit's last whole figure as it was judged in its own period, without the phases and flags before it. */
export type LastWhole = Omit<Figure, 'unit' | 'kpi' | 'computed' | 'teamVariation' | 'teamsShort'>

/** Limits of one unbroken stretch of a series, in the KPI's own unit. By the spoken rule they are those of its last point. */
export type Phase = {
  from: string
  to: string
  mean: number | null
  lower: number | null
  upper: number | null
  limits: Limits
  /** What the usual range of each of its points follows from; only by the spoken rule, and only from trial limits on. */
  level?: Level
}

/** The usual level of a phase, measured in the counts behind its figures. */
export type Level = {
  /** A share from 0 to 1, or events for a base of 1; moved off 0 and 1 by half a case, so that what never happened is not
   *  impossible. The mean of medians. */
  rate: number
  /** How many times wider than chance the periods lie, at least 1. Of medians their standard deviation. */
  spread: number
  /** The cases (or periods, without a base) that the level rests on, less what is counted again from period to period. */
  cases: number
}

/** One flagged point. `rising` says which way the flag points: a trend's direction, else the side of the mean. */
export type Flag = {
  period: string
  signal: Signal
  meaning: Meaning
  rising: boolean
  /** How far it lies beyond what is usual, in standard deviations; only by the spoken rule. */
  evidence?: number
}

/** How many of the last periods met the target in force at the last of them. */
export type MetRecord = { met: number; of: number }

/** Phases, limits and flags by one rule, with the points up to one period. */
export type Calculation = {
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
  /** The evidence of the last point's flag. */
  evidence?: number | null
}

/** Where a line is going, if the verdict alone would not say so. `recovering` and `slipping_back`: back towards its usual
 *  range. `further`: still the way of its verdict. `steady`: at a level reached eight or more periods ago. */
export type Course = {
  is: 'recovering' | 'slipping_back' | 'further' | 'steady'
  /** The period and value at which it turned; for `steady` those of the figure itself. */
  from: string
  value: number
}

/** What was calculated with the points up to one period, and stored with it: by the rule that the service speaks by. */
export type Analysis = Calculation & {
  course?: Course | null
  /** The same by the NHS package. Null for figures stored before there were two rules, whose one was the package's. */
  nhs?: Calculation | null
  /** The version of the rules that judged it; missing before version 4. */
  judgedBy?: number
  /** Only where assurance is judged by it instead of by limits. */
  record?: MetRecord
  /** True if limits and verdicts are withheld from this reader, because a hidden number could be derived from them. */
  withheld?: boolean
  /** True for a figure that is gone with the file it came from: nothing is on record for its cell, as before the file. */
  takenBack?: boolean
}

export type Judgement = {
  target: number | null
  floor: number | null
  /** Null for no cases, suppressed, not applicable and without denominator. `not_whole` if a roll-up lacks too much
   *  to be judged. */
  status: Status | null
  /** How many more children would have met the target; null where that cannot be said. */
  gap: number | null
  judgedOn: 'month' | 'three_months' | null
  judgedNumerator: number | null
  judgedDenominator: number | null
  /** The number of children (or items) on the wrong side of the measure. Decides ties in the choice of rows. */
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
    /** Null if no expected unit is missing, and for a figure that is not a roll-up. */
    leftOut: LeftOut | null
    /** The roll-up beside a supplied figure, if the two differ. */
    computed: Cell | null
    variation: Variation
    assurance: Assurance
    analysis: Analysis
    /** How many of the teams beneath show each variation; null for a team. */
    teamVariation: Partial<Record<Variation, number>> | null
    /** If each one counts, how many of the teams beneath fell short; null if it is withheld from this reader. */
    teamsShort?: number | null
  }
