/** The fields of a form that was sent: a field that is missing, or was sent twice, is empty. */

/** The text of a field, exactly as typed. */
export function textSent(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

/** The version that a form was opened with; 0 if it names none. */
export function versionSent(value: unknown): number {
  return typeof value === 'string' && /^\d{1,6}$/.test(value) ? Number(value) : 0
}
