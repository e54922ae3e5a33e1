/** The rules of a layout as they are stored, sent and downloaded. */
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { layoutKey } from '#domain/extracts/layouts/columns.ts'
import { figureParts, type LayoutRules } from '#domain/extracts/layouts/layout.ts'
import { symbols } from '#domain/figures/measurement.ts'

const text = z.string().max(500)
const place = z.number().int().nonnegative().max(20_000)
const texts = z.array(text.min(1)).max(200)
const part = z.enum(figureParts)
const codes = z.array(z.strictObject({ name: text.min(1), code: text.min(1) })).max(2_000)

/** The form of a layout's rules. `layoutFaults` of the domain then checks whether a file can be read with them. */
export const layoutRules = z.strictObject({
  sheets: z.discriminatedUnion('take', [
    z.strictObject({ take: z.literal('first') }),
    z.strictObject({ take: z.literal('named'), name: text.min(1) }),
    z.strictObject({ take: z.literal('every'), except: texts }),
  ]),
  headingRows: z.union([z.literal(1), z.literal(2)]),
  columns: z
    .array(
      z.strictObject({
        heading: text,
        use: z.union([
          z.enum(['ignored', 'team', 'kpi', 'period', 'note', ...figureParts]),
          z.strictObject({ kpi: text.min(1), part }),
        ]),
        across: z.enum(['period', 'team']).optional(),
        name: text.min(1).optional(),
        fillDown: z.boolean().optional(),
      }),
    )
    .min(1)
    .max(200),
  skip: z.strictObject({ is: texts, begins: texts }),
  ends: texts,
  team: z.discriminatedUnion('from', [
    z.strictObject({ from: z.enum(['column', 'sheet', 'heading']) }),
    z.strictObject({ from: z.literal('constant'), code: text.min(1) }),
  ]),
  period: z.discriminatedUnion('from', [
    z.strictObject({ from: z.enum(['column', 'sheet', 'heading']) }),
    z.strictObject({ from: z.literal('cell'), row: place.min(1), column: place }),
  ]),
  measure: z
    .discriminatedUnion('from', [
      z.strictObject({ from: z.literal('sheet') }),
      z.strictObject({ from: z.literal('constant'), code: text.min(1) }),
    ])
    .optional(),
  dates: z.enum(['day_first', 'month_first']),
  teams: codes,
  kpis: codes,
  words: z.array(z.strictObject({ word: text.min(1), means: z.enum(['', ...symbols]) })).max(200),
  percent: z.boolean(),
  thousands: z.boolean(),
  fractions: z.boolean().optional(),
}) satisfies z.ZodType<LayoutRules>

/** The name of a layout. It is also the name of a folder, so it has no character that a folder's name cannot have. */
export const layoutName = z
  .string()
  .trim()
  .regex(
    /^[\p{L}\p{N}][\p{L}\p{N} ()&,'’–-]{0,79}$/u,
    'Give a name of letters, digits and spaces, at most 80, beginning with a letter or digit',
  )
  .refine(
    (name) => !['done', 'refused'].includes(name.toLowerCase()),
    'Give a name other than done or refused',
  )

/** Equal for layouts that read the same headings. */
export function fingerprintOf(rules: LayoutRules): string {
  return createHash('sha256').update(layoutKey(rules)).digest('hex')
}
