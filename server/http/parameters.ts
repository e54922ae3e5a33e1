/** The parameters that the API accepts in addresses and queries. Each is a strict string; an object or a list is refused. */
import { z } from 'zod'
import { nearestText } from '#domain/extracts/nearest-text.ts'
import { momentOf } from '#domain/time/moment.ts'
import { grainOf } from '#domain/time/period.ts'
import { problem } from '#server/errors.ts'

export const unitParameter = z
  .string()
  .regex(/^[A-Za-z0-9&_-]{1,40}$/, 'is not the code of a team or service')
  .describe('The code of a team or service, such as HP-S1; case does not matter.')

export const kpiParameter = z
  .string()
  .regex(/^[A-Za-z]{2}[0-9]{2}$/, 'is not the code of a KPI')
  .describe('The code of a KPI, such as LC01; case does not matter.')

export const monthParameter = z
  .string()
  .refine((text) => grainOf(text) === 'monthly', 'is not a month such as 2019-04')
  .describe('A month, such as 2019-04.')

export const periodParameter = z
  .string()
  .refine((text) => grainOf(text) !== null, 'is not a period such as 2019-04, 2019-W17 or 2019-Q1')
  .describe('A month 2019-04, an ISO week 2019-W17 or a calendar quarter 2019-Q1.')

export const grainParameter = z.enum(['monthly', 'weekly', 'quarterly'])

/** A moment in a query. A day without a time means its beginning or its end in London. */
function momentAt(edge: 'beginning' | 'end') {
  return z
    .string()
    .transform((text, context) => {
      const moment = momentOf(text, edge)
      if (moment !== null) return moment
      context.addIssue({
        code: 'custom',
        message: 'is not a time such as 2019-05-10T08:32:00Z or a day such as 2019-03-15',
      })
      return z.NEVER
    })
    .describe(
      `A moment such as 2019-05-10T08:32:00Z, or a day such as 2019-03-15, which means its ${edge} in London.`,
    )
}

export const fromParameter = momentAt('beginning')
export const toParameter = momentAt('end')

export const asAtParameter = toParameter.describe(
  'As published then. A moment such as 2019-05-10T08:32:00Z, or a day such as 2019-03-15, which means its end in London. Now, unless given.',
)

/** The day that a line is of, beside the moment at which it was recorded. */
export const dayOfLine = z.iso
  .date()
  .describe(
    'The day that it is of: it is shown, and what is overdue is judged by it. Order, history and asAt go by the moment of recording.',
  )

export const treeParameter = z
  .enum(['then', 'today'])
  .describe(
    'then: each month by the teams of that month, as published. today: recast on today’s teams, computed on request.',
  )

/** Refuses a span of periods or moments whose end comes before its beginning. */
export function checkSpan(begins: string | null, ends: string | null): void {
  if (begins !== null && ends !== null && begins > ends)
    throw problem('bad_request', 'from is after to. Give the earlier of the two as from.')
}

/** Refuses a KPI that the catalogue does not hold. */
export function checkKpi(code: string, kpis: readonly { code: string }[]): void {
  const codes = kpis.map((k) => k.code)
  if (codes.includes(code)) return
  const close = nearestText(code, codes)
  throw problem(
    'not_found',
    `There is no KPI ${code}.${close === null ? '' : ` The closest is ${close}.`} GET /kpis lists them all.`,
  )
}

/** A refusal in the form of RFC 9457. */
export const problemAnswer = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    instance: z.string(),
  })
  .describe('A refusal (RFC 9457).')

/** The refusals that every route of the API may return, for its OpenAPI entry. */
export const refusals = {
  400: {
    description: 'The request is not valid.',
    content: { 'application/problem+json': { schema: problemAnswer } },
  },
  401: {
    description: 'No token, or an unknown one.',
    content: { 'application/problem+json': { schema: problemAnswer } },
  },
  403: {
    description: 'Your role may not do this.',
    content: { 'application/problem+json': { schema: problemAnswer } },
  },
  404: {
    description: 'It does not exist, or it is not one of yours.',
    content: { 'application/problem+json': { schema: problemAnswer } },
  },
} as const
