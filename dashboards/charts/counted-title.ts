/** A title that counts rows, as a specification writes it under `usermeta.title`. */
import { z } from 'zod'
import { formatNumber } from '#domain/wording/format.ts'
import { type ChartRow, condition, fieldsOf, holds } from './row-conditions.ts'

const named = /\{(\w+)\}/g

export const countedTitle = z
  .strictObject({
    /** What is counted, by name: the rows for which a condition holds. */
    count: z.record(z.string().regex(/^\w+$/), condition, {
      error: 'write what is counted, such as {"late": {"field": "days", "gt": 0}}',
    }),
    /** The sentences, of which the first is said that names no count of nought. */
    say: z
      .array(z.string().min(1), {
        error: 'write the sentences, such as ["{late} of {due} returns were late"]',
      })
      .min(1),
  })
  .refine(({ count, say }) => !countsIn(say.at(-1) ?? '').some((name) => Object.hasOwn(count, name)), {
    path: ['say'],
    error: 'end with a sentence that names no count, for where all are nought: "No return was late"',
  })

export type CountedTitle = z.infer<typeof countedTitle>

function countsIn(sentence: string): string[] {
  return [...sentence.matchAll(named)].map(([, name = '']) => name)
}

/** The fields that a title needs to be counted again. */
export function fieldsCounted({ count }: CountedTitle): string[] {
  return Object.values(count).flatMap(fieldsOf)
}

/** The sentence that is true of some rows, and each count in words. */
export function titleOver(
  { count, say }: CountedTitle,
  rows: readonly ChartRow[],
): { sentence: string; counts: Record<string, string> } {
  const counts = new Map(
    Object.entries(count).map(([name, given]) => [name, rows.filter((row) => holds(given, row)).length]),
  )
  const sentence = say.find((each) => countsIn(each).every((name) => counts.get(name) !== 0)) ?? ''
  return {
    sentence,
    counts: Object.fromEntries([...counts].map(([name, n]) => [name, formatNumber(n)])),
  }
}
