/** When a person looked before. */

/** The moment at which it was recorded, and the day that it is of. */
export type Look = { at: Date; dated: string }

/** The look before this sitting, as its columns; null without one. */
export function lookBefore(
  row: { before_at: Date | null; before_dated: string | null } | undefined,
): Look | null {
  if (row === undefined || row.before_at === null || row.before_dated === null) return null
  return { at: row.before_at, dated: row.before_dated }
}
