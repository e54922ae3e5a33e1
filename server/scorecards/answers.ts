/** The API's answers about scorecards, series and published months. */
import { z } from 'zod'
import { signOffSteps } from '#domain/scorecard/sign-off.ts'
import { bandAnswer } from '#server/http/band-answer.ts'
import { dayOfLine, grainParameter } from '#server/http/parameters.ts'
import { partsAnswer } from '#server/http/parts-answer.ts'

export const stateAnswer = z.enum([
  'reported',
  'no_cases',
  'not_reported',
  'suppressed',
  'not_applicable',
  'without_denominator',
])
export const statusAnswer = z.enum([
  'met',
  'close',
  'missed',
  'no_target',
  'small_number',
  'no_data',
  'not_whole',
])
export const variationAnswer = z.enum([
  'improving',
  'concerning',
  'recovering',
  'slipping_back',
  'unusual',
  'no_real_change',
  'too_early',
  'none',
])
export const assuranceAnswer = z.enum(['will_meet', 'hit_or_miss', 'will_miss', 'too_early', 'none'])
const signalAnswer = z.enum(['outside_limits', 'trend', 'two_of_three', 'shift', 'lasting_change'])
const number = z.number().nullable()
const symbolAnswer = z.string().nullable().describe('The symbol received: c, z, x, low or k.')

export const cellAnswer = z.object({
  period: z.string(),
  state: stateAnswer,
  symbol: symbolAnswer,
  band: bandAnswer.optional(),
  value: number,
  numerator: number,
  denominator: number,
  parts: partsAnswer,
})

const signOffAnswer = z.object({
  state: z.enum(['provisional', 'submitted', 'final', 'restated']),
  words: z.string().describe('The same as people read it: Final, signed off 17 May 2019.'),
  steps: z.array(
    z.object({
      step: z.enum(signOffSteps),
      by: z.string(),
      at: z.iso.datetime(),
      dated: dayOfLine,
      note: z.string().nullable(),
    }),
  ),
  agreements: z
    .array(z.object({ version: z.number().int(), at: z.iso.datetime(), dated: dayOfLine }))
    .describe('Each agreement with the version that was agreed, oldest first.'),
  versions: z
    .array(
      z.object({
        version: z.number().int(),
        at: z.iso.datetime().describe('Give this as asAt to read the version.'),
        dated: dayOfLine,
        restated: z.boolean().describe('Whether it says something else than was agreed before it.'),
        asAgreed: z.boolean().describe('Whether it says exactly what was agreed before it, or was agreed.'),
        reason: z.string().nullable(),
        extract: z.number().int().nullable(),
      }),
    )
    .describe('What was agreed, then one for each publication that changed it.'),
})

const matterAnswer = z.object({ kpi: z.string(), reason: z.string(), why: z.string() })

const yearToDateAnswer = z.object({
  year: z.number().int().describe('The calendar year in which the financial year ends.'),
  from: z.string().describe('Its April, or the quarter that begins then.'),
  to: z.string(),
  value: z.number(),
  numerator: z.number(),
  denominator: z.number().nullable(),
  expected: z.number().int().describe('How many months, or quarters, there are from April on.'),
  months: z.number().int().describe('How many of them are added up.'),
  missing: z.array(z.string()).describe('The months that are not in it.'),
  inPart: z.array(z.string()).describe('The months in it that lack a team.'),
})

export const scorecardAnswer = z.object({
  unit: z.string(),
  name: z.string(),
  period: z.string(),
  publishedAt: z.iso.datetime().nullable(),
  restated: z.boolean().describe('Whether any figure, or the month since its sign-off, was restated.'),
  asAt: z.iso
    .datetime()
    .nullable()
    .describe('The moment it is read at: the one asked for, or that of the version; null for now.'),
  version: z.number().int().nullable().describe('The version of a signed-off month; null while it is open.'),
  signOff: signOffAnswer.nullable().describe('Null for a service or the council.'),
  tree: z
    .enum(['then', 'today'])
    .describe('`today`: recast on today’s teams; not the figures as they were published.'),
  verdictsPending: z
    .number()
    .int()
    .describe('How many measures have values whose verdicts are still to come from the last publication.'),
  headline: z.string(),
  counts: z.object({
    measures: z.number().describe('Every measure of the scorecard.'),
    judged: z
      .number()
      .describe(
        'Met, close and missed. The rest are smallNumber, notWhole, noData, noTarget and nothingToJudge.',
      ),
    met: z.number(),
    close: z.number(),
    missed: z.number(),
    smallNumber: z.number(),
    noData: z.number(),
    notWhole: z.number(),
    noTarget: z.number(),
    nothingToJudge: z.number().describe('No cases, suppressed, not applicable, or without their counts.'),
    improving: z
      .number()
      .describe('The rest are concerning, recovering, slippingBack, unusual, noRealChange and notJudged.'),
    concerning: z.number(),
    recovering: z.number(),
    slippingBack: z.number(),
    unusual: z.number(),
    noRealChange: z.number(),
    notJudged: z.number().describe('Those whose change cannot be judged, or not yet.'),
    tooEarly: z.number().describe('Of those not judged: too few months so far.'),
  }),
  goingWell: z.array(matterAnswer),
  needsConversation: z
    .array(matterAnswer)
    .describe(
      'At most three; after them, for a service or the council, where anyone was missed in a team and each one counts.',
    ),
  nothingCame: z
    .object({
      months: z.array(z.string()),
      figures: z.number().int().describe('How many figures these months lack.'),
      dueSince: z.string().describe('The day on which the first of them was due.'),
      sentence: z.string(),
    })
    .nullable()
    .describe(
      'Of a team: the months that are overdue and of which nothing of it came, on the scorecards of those ' +
        'months and of the latest; else null. They stand in place of each measure that did not come.',
    ),
  rows: z.array(
    z.object({
      kpi: z.string(),
      name: z.string(),
      dimension: z.enum(['delivery', 'quality', 'difference', 'context']),
      core: z.boolean(),
      period: z.string().describe('The month, or for a quarterly KPI its last complete quarter.'),
      state: stateAnswer,
      symbol: symbolAnswer,
      band: bandAnswer.optional(),
      value: number.describe('At full precision; a percentage as 0 to 100.'),
      numerator: number,
      denominator: number,
      excluded: z
        .object({
          expected: z.number(),
          added: z.number(),
          noCases: z.number(),
          notReported: z.number(),
          suppressed: z.number(),
          withoutDenominator: z.number(),
          notApplicable: z.number(),
        })
        .nullable()
        .describe(
          'Of how many units a roll-up was expected, how many it adds, and how many it leaves out and why.',
        ),
      parts: partsAnswer,
      missing: z
        .array(z.string())
        .nullable()
        .describe('The units left out, the first 30 of them; null where none is, and outside the service.'),
      lastWhole: z
        .object({
          period: z.string(),
          value: number,
          numerator: number,
          denominator: number,
          status: statusAnswer.nullable(),
          variation: variationAnswer,
          assurance: assuranceAnswer,
          phrase: z.string(),
        })
        .nullable()
        .describe('The last whole figure as it was judged, beside one that is not whole.'),
      target: number,
      floor: number,
      status: statusAnswer
        .nullable()
        .describe('`not_whole`: so much is left out of it that it has no gap, variation or assurance.'),
      gap: number.describe('How many more children would have met the target.'),
      judgedOn: z.enum(['month', 'three_months']).nullable(),
      judgedNumerator: number,
      judgedDenominator: number,
      variation: variationAnswer,
      assurance: assuranceAnswer,
      record: z
        .object({ met: z.number().int(), of: z.number().int() })
        .nullable()
        .describe(
          'How many of the last periods met the target, where assurance is judged by that and not by limits.',
        ),
      phrase: z.string(),
      restated: z.boolean(),
      latestWeek: cellAnswer.nullable(),
      previous: cellAnswer.nullable(),
      sameMonthLastYear: cellAnswer.nullable(),
      yearToDate: yearToDateAnswer
        .nullable()
        .describe(
          'The financial year so far: its months or quarters from April to this one, added up, sum over sum. Null for measures ' +
            'that do not add up: stocks, medians, rolling windows. Outside, only of those that are given there.',
        ),
      actions: z.array(z.object({ ref: z.string(), rating: z.string(), live: z.boolean() })),
      neverComing: z
        .array(z.string())
        .describe(
          'Why the figure, or that of a team that it lacks, will not come, who said so and when; empty outside the service.',
        ),
    }),
  ),
})
export type ScorecardAnswer = z.infer<typeof scorecardAnswer>

export const seriesAnswer = z.object({
  unit: z.string(),
  kpi: z.string(),
  grain: grainParameter,
  tree: z.enum(['then', 'today']),
  points: z.array(
    z.object({
      period: z.string(),
      state: stateAnswer,
      symbol: symbolAnswer,
      band: bandAnswer.optional(),
      value: number,
      numerator: number,
      denominator: number,
      parts: partsAnswer,
      status: statusAnswer.nullable(),
      mean: number,
      lower: number,
      upper: number,
      target: number,
      signal: signalAnswer.nullable(),
      meaning: z.enum(['improving', 'concerning', 'unusual']).nullable(),
      earlier: z
        .boolean()
        .describe(
          'Whether the signal is history: not of the current run, nor outside the usual range in the last 13 months. A chart draws it hollow and grey.',
        ),
      rebase: z.boolean().describe('Whether limits restart here.'),
      restated: z.boolean(),
      yearToDate: yearToDateAnswer
        .nullable()
        .describe('The financial year so far, as a scorecard gives it. Null for weeks.'),
    }),
  ),
  before: z
    .array(
      z.object({
        unit: z.string(),
        name: z.string(),
        points: z.array(
          z.object({
            period: z.string(),
            state: stateAnswer,
            symbol: symbolAnswer,
            band: bandAnswer.optional(),
            value: number,
            numerator: number,
            denominator: number,
          }),
        ),
      }),
    )
    .describe(
      'Of a team that took over from others: their series before its own. They are drawn in grey and enter no limit, verdict or comparison.',
    ),
  verdictsPending: z
    .number()
    .int()
    .describe('How many measures have values whose verdicts are still to come from the last publication.'),
  variation: variationAnswer,
  assurance: assuranceAnswer,
  limits: z.enum(['none', 'trial', 'full']),
  finding: z.string(),
  step: z
    .object({
      from: z.string().describe('The first period of the new level.'),
      before: z.number().describe('The average before it.'),
      since: z.number().describe('The average since.'),
      points: z.number().int().describe('How many points the new level has.'),
    })
    .nullable()
    .describe(
      'The new level that the series has kept for eight points or more. Nothing restarts until a person sets a new baseline.',
    ),
  baselines: z
    .array(
      z.object({
        id: z.number().int(),
        from: z.string().describe('Averages and usual ranges begin anew here.'),
        reason: z.string(),
        cause: z
          .union([
            z.object({ action: z.string() }),
            z.object({ note: z.number().int(), period: z.string(), text: z.string() }),
          ])
          .nullable()
          .describe('The action of the plan or the noted event that the person named.'),
        by: z.string(),
        role: z.string(),
        at: z.iso.datetime(),
        dated: dayOfLine,
        withdrawn: z
          .object({
            ...{ reason: z.string(), by: z.string(), role: z.string() },
            ...{ at: z.iso.datetime(), dated: dayOfLine },
          })
          .nullable(),
      }),
    )
    .describe('The baselines that people set for the series, the withdrawn ones among them.'),
  baselineVersion: z.number().int().describe('Send it back as `version` to set or withdraw a baseline.'),
  notes: z
    .array(z.object({ id: z.number().int(), period: z.string(), text: z.string() }))
    .describe('Events noted on the time axis: one may be named as the cause of a baseline.'),
  benchmarks: z
    .array(
      z.object({
        geography: z.string(),
        year: z.number().int().describe('The year ending in it: never a point of the series.'),
        value: z.number(),
        published: z.number().int().nullable().describe('Over how many neighbours the median is taken.'),
        among: z.number().int().nullable().describe('Of how many neighbours.'),
        source: z.string(),
      }),
    )
    .describe('Other places, each in the latest year that was out; empty where none is published.'),
})

export const periodsAnswer = z.object({
  periods: z.array(z.object({ period: z.string(), publishedAt: z.iso.datetime() })),
})
