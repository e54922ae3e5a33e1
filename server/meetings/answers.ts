/** The API's answers about commentary and decisions. */
import { z } from 'zod'
import { decisionStates } from '#domain/meetings/decision.ts'
import { dayOfLine, problemAnswer } from '#server/http/parameters.ts'
import { releaseAnswer, releaseAnswerOf } from '#server/http/release-answer.ts'
import type { Commentary } from '#server/reads/commentary.ts'
import type { Decision } from '#server/reads/links.ts'

const said = z.object({
  body: z.string(),
  by: z.string(),
  role: z.string(),
  recordedAt: z.iso.datetime(),
  dated: dayOfLine,
  release: releaseAnswer,
})

export const commentaryAnswer = said.extend({
  unit: z.string(),
  kpi: z.string(),
  period: z.string(),
  version: z.number().int().describe('Send this back to change it.'),
  notes: z.array(said).describe('Added after the month was signed off, oldest first.'),
})

export const decisionAnswer = z.object({
  id: z.number().int(),
  unit: z.string().nullable(),
  kpi: z.string().nullable(),
  action: z.string().nullable(),
  period: z.string().nullable().describe('The month whose scorecard it was made at.'),
  decidedOn: z.string(),
  decidedBy: z.string(),
  body: z.string(),
  owner: z.string(),
  due: z.string().nullable(),
  state: z.enum(decisionStates),
  outcome: z.string().nullable(),
  saidOn: z.string().nullable().describe('The day of what was last said of it.'),
  saidBy: z.string().nullable(),
  version: z.number().int().describe('Send this back to say what came of it.'),
  release: releaseAnswer.describe('Of what was agreed and who keeps it.'),
  outcomeRelease: releaseAnswer.nullable().describe('Of what came of it.'),
})

/** The answer to a write that conflicts with another, with the current state. */
export const staleAnswer = {
  description: 'Somebody wrote since you read; `current` is what stands.',
  content: { 'application/problem+json': { schema: problemAnswer } },
}

/** The answer to a write with something to correct, or with a sign of a person's details. */
export const unsavedAnswer = {
  description:
    'Something is missing or too long; or the text looks like it holds details of a person: send acceptWarnings to save it all the same.',
  content: { 'application/problem+json': { schema: problemAnswer } },
}

export function commentaryOf(c: Commentary): z.infer<typeof commentaryAnswer> {
  return {
    unit: c.unit,
    kpi: c.kpi,
    period: c.period,
    version: c.version,
    ...saidOf(c),
    notes: c.notes.map(saidOf),
  }
}

export function decisionOf(d: Decision): z.infer<typeof decisionAnswer> {
  const {
    id,
    unit,
    kpi,
    action,
    period,
    decidedOn,
    decidedBy,
    body,
    state,
    outcome,
    saidOn,
    saidBy,
    version,
  } = d
  return {
    id,
    unit,
    kpi,
    action,
    period,
    decidedOn,
    decidedBy,
    body,
    owner: d.ownerRole,
    due: d.dueOn,
    state,
    outcome,
    saidOn,
    saidBy,
    version,
    release: releaseAnswerOf(d.release),
    outcomeRelease: d.outcomeRelease === null ? null : releaseAnswerOf(d.outcomeRelease),
  }
}

function saidOf({
  body,
  byName,
  byRole,
  recordedAt,
  dated,
  release,
}: Pick<Commentary, 'body' | 'byName' | 'byRole' | 'recordedAt' | 'dated' | 'release'>) {
  return {
    ...{ body, by: byName, role: byRole, recordedAt: recordedAt.toISOString() },
    dated,
    release: releaseAnswerOf(release),
  }
}
