/** What was found in a file, for a terminal. */

type Found = {
  counts: { rows: number; accepted: number; problems: number; warnings: number }
  problems: readonly { message: string }[]
  warnings: readonly { message: string }[]
}

/** Each problem and warning on a line of its own, then the counts. */
export function reportLines({ counts, problems, warnings }: Found): string[] {
  const more = (total: number, shown: number, what: string) =>
    total > shown ? [`and ${total - shown} more ${what}`] : []
  return [
    ...problems.map(({ message }) => `Problem: ${message}`),
    ...more(counts.problems, problems.length, 'problems'),
    ...warnings.map(({ message }) => `Warning: ${message}`),
    ...more(counts.warnings, warnings.length, 'warnings'),
    `${counted(counts.rows, 'row')}, ${counts.accepted} accepted, ${counted(counts.problems, 'problem')}, ${counted(counts.warnings, 'warning')}`,
  ]
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`
}
