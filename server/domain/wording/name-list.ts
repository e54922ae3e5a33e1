/** "A", "A and B", "A, B and C"; with `or`, "A, B or C". */
export function nameList(names: readonly string[], last: 'and' | 'or' = 'and'): string {
  return names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} ${last} ${names.at(-1)}`
}

/** The names, or the first of them with how many more there are, where they are more than `most`: "R1.6, R1.7 and 11 more". */
export function shortNameList(names: readonly string[], most: number): string {
  if (names.length <= most) return nameList(names)
  const named = names.slice(0, Math.max(0, most - 1))
  return nameList([...named, `${names.length - named.length} more`])
}
