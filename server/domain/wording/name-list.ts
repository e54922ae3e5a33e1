/** "A", "A and B", "A, B and C"; with `or`, "A, B or C". */
export function nameList(names: readonly string[], last: 'and' | 'or' = 'and'): string {
  return names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} ${last} ${names.at(-1)}`
}
