import type { ScorecardLine } from '#server/reads/scorecard.ts'

/** "2 of 9 left out: 1 not reported, 1 suppressed", or null where a roll-up added all it expected. */
export function leftOut(line: Pick<ScorecardLine, 'figure'>): string | null {
  const { coverage } = line.figure
  // Where nothing was added the figure's own state says so.
  if (coverage === null || coverage.added + coverage.noCases === 0) return null
  const reasons: [number, string][] = [
    [coverage.notReported, 'not reported'],
    [coverage.suppressed, 'suppressed'],
    [coverage.withoutDenominator, 'without denominator'],
    [coverage.notApplicable, 'not applicable'],
  ]
  const named = reasons.filter(([count]) => count > 0)
  if (named.length === 0) return null
  const total = named.reduce((sum, [count]) => sum + count, 0)
  return `${total} of ${coverage.expected} left out: ${named.map(([count, reason]) => `${count} ${reason}`).join(', ')}`
}
