/** Conditions on the rows of a chart, written as Vega-Lite writes predicates of fields: `{"field": "days", "gt": 0}`, joined by
 * `and`, `or` and `not`. Unlike there, a field without a value fits no comparison. */
import { z } from 'zod'

/** A row of data: plain values, with the API's names. */
export type ChartRow = Readonly<Record<string, string | number | boolean | null>>

const [limit, value] = [z.union([z.number(), z.string()]), z.union([z.number(), z.string(), z.boolean()])]
const comparisons = {
  equal: value.optional(),
  oneOf: z.array(value).min(1).optional(),
  lt: limit.optional(),
  lte: limit.optional(),
  gt: limit.optional(),
  gte: limit.optional(),
  range: z.tuple([limit, limit]).optional(),
  valid: z.boolean().optional(),
}
const howToWrite =
  `write a field and one of ${Object.keys(comparisons).join(', ')}, such as {"field": "days", "gt": 0}, ` +
  'or some of these joined by "and", "or" or "not"'
const ofField = z
  .strictObject({ field: z.string().min(1), ...comparisons })
  .refine((given) => Object.keys(given).length === 2, { error: howToWrite })

export type Condition =
  | z.infer<typeof ofField>
  | { not: Condition }
  | { and: readonly Condition[] }
  | { or: readonly Condition[] }

export const condition: z.ZodType<Condition> = z.lazy(() =>
  z.union(
    [
      ofField,
      z.strictObject({ not: condition }),
      z.strictObject({ and: z.array(condition).min(1) }),
      z.strictObject({ or: z.array(condition).min(1) }),
    ],
    { error: howToWrite },
  ),
)

/** Whether a condition holds for a row. */
export function holds(given: Condition, row: ChartRow): boolean {
  if ('not' in given) return !holds(given.not, row)
  if ('and' in given) return given.and.every((one) => holds(one, row))
  if ('or' in given) return given.or.some((one) => holds(one, row))
  const { field, equal, oneOf, lt, lte, gt, gte, range, valid } = given
  const has = row[field] ?? null
  if (valid !== undefined) return (has !== null) === valid
  if (has === null) return false
  if (equal !== undefined) return has === equal
  if (oneOf !== undefined) return oneOf.includes(has)
  const [least, most] = range ?? [gte, lte]
  return (
    (least === undefined || (typeof has === typeof least && has >= least)) &&
    (most === undefined || (typeof has === typeof most && has <= most)) &&
    (gt === undefined || (typeof has === typeof gt && has > gt)) &&
    (lt === undefined || (typeof has === typeof lt && has < lt))
  )
}

/** The fields that a condition names. */
export function fieldsOf(given: Condition): string[] {
  if ('not' in given) return fieldsOf(given.not)
  if ('and' in given) return given.and.flatMap(fieldsOf)
  if ('or' in given) return given.or.flatMap(fieldsOf)
  return [given.field]
}

/** The rows of the latest period: those in which a field is greatest. */
export function latestOf(rows: readonly ChartRow[], field: string): ChartRow[] {
  const times = rows.map((row) => String(row[field] ?? '')).sort()
  return rows.filter((row) => String(row[field] ?? '') === times.at(-1))
}
