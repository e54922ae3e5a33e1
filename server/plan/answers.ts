/** The API's answers about the plan. */
import { z } from 'zod'
import { partsAnswer } from '#server/http/parts-answer.ts'
import { releaseAnswer } from '#server/http/release-answer.ts'

const ratingAnswer = z.enum(['completed', 'on_track', 'too_early', 'not_on_track', 'not_rated'])
const text = z.string().nullable()

const milestoneAnswer = z.object({
  id: z.string(),
  due: z.string().describe('A month; due on its last day.'),
  originalDue: z.string(),
  stage: z.enum(['output', 'team_impact', 'outcome', 'unspecified']),
  meaning: z.string(),
  state: z.enum(['due', 'overdue', 'met', 'moved']),
  metOn: text,
})

const checkKind = z.enum([
  'milestone_overdue',
  'cadence_missed',
  'outcome_unsupported',
  'delivery_evidence_only',
  'worsening_without_action',
  'on_track_but_concerning',
  'too_early_held',
  'no_update',
])

const check = {
  kind: checkKind,
  action: text,
  kpi: text,
  unit: text,
  period: text.describe('The period of the figure that it rests on: the latest with one.'),
  since: text,
  message: z.string(),
}

const action = {
  ref: z.string(),
  section: z.string(),
  summary: z.string(),
  leads: z.array(z.string()),
  rating: ratingAnswer,
}

export const planAnswer = z.object({
  sections: z.array(
    z.object({ ref: z.string(), kind: z.enum(['recommendation', 'finding']), title: z.string() }),
  ),
  actions: z.array(
    z.object({
      ...action,
      milestones: z.number().int().describe('How many there are.'),
      nextMilestone: milestoneAnswer.nullable(),
      kpis: z.array(z.string()).describe('Codes of the KPIs that are evidence for it.'),
      checks: z.array(checkKind),
    }),
  ),
})

export const actionAnswer = z.object({
  ...action,
  cadence: text,
  note: text,
  milestones: z.array(milestoneAnswer),
  progress: z.array(
    z.object({
      updatedOn: z.string(),
      updatedBy: z.string(),
      body: z.string(),
      demonstration: z.boolean(),
      release: releaseAnswer,
    }),
  ),
  ratings: z.array(
    z.object({
      rating: ratingAnswer,
      reason: z.string(),
      ratedOn: z.string(),
      ratedBy: z.string(),
      demonstration: z.boolean(),
      release: releaseAnswer,
    }),
  ),
  evidence: z.array(
    z.object({
      dimension: z.string(),
      statement: z.string(),
      value: z.number().nullable(),
      unit: text,
      period: text,
      asAt: text,
      kpi: text,
      source: z.string(),
      datedOn: text,
      checkedBy: text,
      demonstration: z.boolean(),
      release: releaseAnswer,
    }),
  ),
  kpis: z.array(
    z.object({
      kpi: z.string(),
      dimension: z.string(),
      expected: z.string(),
      units: z.array(
        z.object({
          unit: z.string(),
          period: z.string().describe('The latest in which the unit has a figure.'),
          value: z.number().nullable(),
          parts: partsAnswer,
          status: text,
          variation: z.string(),
        }),
      ),
    }),
  ),
  checks: z.array(z.object(check)),
})

export const checksAnswer = z.object({
  checks: z.array(
    z.object({
      ...check,
      owner: text.describe('The first of the owners.'),
      owners: z.array(z.string()).describe('Every lead of the action, in the order of the plan.'),
      acceptedUntil: text,
      acceptedBecause: text,
    }),
  ),
})
