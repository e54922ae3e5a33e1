/** What each seed file may contain. Strict: an unknown key is a fault, and text is never converted to a figure. */
import { z } from 'zod'

const month = z.string().regex(/^[0-9]{4}-(0[1-9]|1[0-2])$/, 'a month is written 2019-04')
const day = z.iso.date()
const text = z.string().trim().min(1)
const actionRef = z.string().regex(/^[RF][0-9]+\.[0-9]+$/, 'an action is written R1.1 or F1.1')
const dimension = z.enum(['delivery', 'quality', 'difference', 'context'])
const unit = z.enum(['percent', 'children_or_items', 'working_days', 'children_per_fte'])
const wholeNumber = z.number().int().nonnegative()

/** A target and its floor for the months `from` to `to`, both included; null means no end. */
const targetSeed = z.strictObject({
  from: month,
  to: month.nullable(),
  target: z.number(),
  floor: z.number().nullable(),
  source: text,
})

/** `seeds/kpis/<CODE>.json` */
export const kpiSeed = z.strictObject({
  code: z.string().regex(/^[A-Z]{2}[0-9]{2}$/, 'a KPI code is two letters and two digits'),
  name: text,
  kind: z.enum(['ratio', 'count', 'stock', 'mean', 'median']),
  basis: z.enum(['flow', 'snapshot', 'rolling_3_months', 'rolling_12_months', 'cohort']),
  unit,
  good: z.enum(['higher', 'lower', 'near', 'neither']),
  dimension,
  numerator: text,
  denominator: text.nullable(),
  /** The count that it shares with other KPIs by definition: which part of its cells that is, and the name they have in common.
   *  What is hidden of them outside the service is decided together. */
  sharesBase: z
    .strictObject({
      part: z.enum(['numerator', 'rest', 'denominator']),
      base: z.string().regex(/^[a-z0-9_]+$/, 'a base is named in small letters: assessments_authorised'),
    })
    .nullable(),
  clock: text.nullable(),
  minimum: wholeNumber.nullable(),
  mayExceed: z.boolean(),
  /** If each one counts: what is said of those who fell short, as in "1 of 3 without approval". Any shortfall of a team is
   *  then missed, whatever its base. */
  eachOneCounts: text.nullable(),
  decimals: wholeNumber.max(4),
  grains: z.array(z.enum(['monthly', 'weekly', 'quarterly'])).min(1),
  teamTypes: z.array(text).min(1),
  /** The types of team whose figures a roll-up adds; a team of another type that carries the KPI sees the same children. */
  countedBy: z.array(text),
  return: text,
  subject: text,
  /** Whether it is always on the scorecard. Others are behind one link. */
  core: z.boolean(),
  /** Its place in lists of KPIs; each KPI has its own. */
  position: wholeNumber,
  benchmark: text.nullable(),
  source: text,
  note: z.string(),
  targets: z.array(targetSeed),
  /** The explanation if there is no target, so that its absence is a decision and not an omission. */
  noTargetBecause: text.nullable(),
  /** The actions for which this KPI is evidence. */
  actions: z.array(actionRef).min(1),
})
export type KpiSeed = z.infer<typeof kpiSeed>

const ruleTerm = z
  .strictObject({
    kpi: text,
    part: z.enum(['numerator', 'denominator']),
    periodsBack: wholeNumber.max(60).optional(),
    periods: z.number().int().min(2).max(60).optional(),
    weeks: z.enum(['inside', 'across', 'ending']).optional(),
  })
  .refine(
    ({ weeks, periods, periodsBack }) => weeks === undefined || (periods ?? periodsBack) === undefined,
    'a sum of weeks is of the weeks of the rule’s month',
  )
const ruleSide = z.strictObject({ words: text, sum: z.array(ruleTerm).min(1) })
/** The figures of one unit, of which the rule is broken or kept. */
const ruleExample = z.strictObject({
  period: text,
  cells: z
    .array(
      z.strictObject({
        kpi: text,
        period: text,
        numerator: z.number().nonnegative().nullable(),
        denominator: z.number().nonnegative().nullable(),
      }),
    )
    .min(1),
})

/** `seeds/rules/<CODE>.json`: sums of measures that must agree for one unit and period. */
export const ruleSeed = z.strictObject({
  code: z
    .string()
    .regex(/^[A-Z0-9]+(-[A-Z0-9]+)+$/, 'a rule’s code is capitals and digits, joined by hyphens'),
  /** The rule as a sentence. */
  name: text,
  /** Why the definitions of the measures make it true. */
  because: text,
  grains: z.array(z.enum(['monthly', 'weekly', 'quarterly'])).min(1),
  left: ruleSide,
  comparison: z.enum(['equal', 'at_most']),
  right: ruleSide,
  /** The difference that is let pass: an amount, or a percentage of the right side, whichever is more. */
  tolerance: z.strictObject({
    amount: z.number().nonnegative(),
    percent: z.number().nonnegative().max(100),
  }),
  /** An example that breaks it and one that keeps it. */
  fires: ruleExample,
  holds: ruleExample,
})
export type RuleSeed = z.infer<typeof ruleSeed>

/** `seeds/returns.json` */
export const returnSeed = z.strictObject({
  code: z.string().regex(/^[a-z_]+$/),
  name: text,
  ownerRole: text,
  source: text,
  dueWorkingDay: z.number().int().min(1).max(20),
})
export type ReturnSeed = z.infer<typeof returnSeed>

const milestoneSeed = z.strictObject({
  due: month,
  /** The month first agreed, if it has moved, and the reason. */
  originalDue: month.nullable(),
  movedBecause: text.nullable(),
  stage: z.enum(['output', 'team_impact', 'outcome', 'unspecified']),
  meaning: text,
})

const factSeed = z.strictObject({
  metric: text,
  value: z.union([z.number(), text]),
  asAt: text.nullable(),
  note: z.string(),
})

const actionSeed = z.strictObject({
  ref: actionRef,
  section: z.string().regex(/^[RF][0-9]+$/),
  summary: text,
  leads: z.array(text).min(1),
  /** "stated", or how the value was inherited if the document left the cell blank. */
  leadSource: text,
  timescaleSource: text,
  cadence: z.enum(['weekly', 'every_2_weeks', 'monthly', 'every_2_months', 'quarterly']).nullable(),
  cadenceSource: text.nullable(),
  /** The plan's own word, if it survived publication. Never a rating. */
  statedStatus: z.enum(['completed']).nullable(),
  milestones: z.array(milestoneSeed),
  facts: z.array(factSeed),
  note: text.nullable(),
})
export type ActionSeed = z.infer<typeof actionSeed>

/** A figure that the published plan states as evidence for an action. */
const statedEvidence = z.strictObject({
  action: actionRef,
  kpi: text,
  dimension,
  statement: text,
  value: z.number(),
  unit,
  period: text,
  asAt: day,
  source: text,
})

/** `seeds/plan.json` */
export const planSeed = z.strictObject({
  sections: z
    .array(
      z.strictObject({
        ref: z.string().regex(/^[RF][0-9]+$/),
        kind: z.enum(['recommendation', 'finding']),
        title: text,
      }),
    )
    .min(1),
  actions: z.array(actionSeed).min(1),
  /** The publication day of the plan in which the evidence is stated. */
  statedOn: day,
  evidence: z.array(statedEvidence),
})
export type PlanSeed = z.infer<typeof planSeed>

/** A row of `seeds/units.csv` */
export const unitSeed = z.strictObject({
  code: z.string().regex(/^[A-Z0-9&_-]+$/),
  name: text,
  kind: z.enum(['council', 'service', 'team']),
  parent: z.string(),
  team_type: z.string(),
  opened: day,
  closed: z.union([z.literal(''), day]),
  successor_of: z.string(),
})
export type UnitSeed = z.infer<typeof unitSeed>

/** Text that is a plain number, or `-` for "not published"; anything else is a fault and never 0. */
const publishedFigure = z
  .string()
  .regex(/^(-|-?[0-9]{1,9}(\.[0-9]{1,4})?)$/, 'a published figure is a plain number, or - for none')
  .transform((written) => (written === '-' ? null : Number(written)))

/** A row of `seeds/benchmarks.csv` */
export const benchmarkSeed = z.strictObject({
  measure: text,
  title: text,
  geography: text,
  year: z
    .string()
    .regex(/^[0-9]{4}$/)
    .transform((written) => Number(written)),
  value: publishedFigure,
})
export type BenchmarkSeed = z.infer<typeof benchmarkSeed>

/** The content of the catalogue's files, read and validated one by one, but not yet checked against each other. */
export type Catalogue = {
  units: UnitSeed[]
  returns: ReturnSeed[]
  kpis: KpiSeed[]
  rules: RuleSeed[]
  plan: PlanSeed
  benchmarks: BenchmarkSeed[]
}
