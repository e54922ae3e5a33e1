/** `/units/HP-S1` */
export function unitAddress(code: string): string {
  return `/units/${encodeURIComponent(code)}`
}
