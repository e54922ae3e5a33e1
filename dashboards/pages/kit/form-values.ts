/** What a form sent, field by field: a field that did not come, or came twice, is empty. */

/** The text of a field, as it was typed. */
export function textSent(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

/** The version that a form was opened with; 0 where it names none. */
export function versionSent(value: unknown): number {
  return typeof value === 'string' && /^\d{1,6}$/.test(value) ? Number(value) : 0
}
