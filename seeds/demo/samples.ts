/** The two samples on the upload page: what the case system would send for the awaited month, and the same with three faults. */
import type { Catalogue } from '../schemas.ts'
import { awaitedMonth } from './calendar.ts'
import { awaitedContent } from './extracts.ts'

export type DemoSample = { filename: string; content: string }

/** The rows that get a fault, by their beginning, and what replaces each. */
const faults: readonly { row: string; broken: (row: string) => string }[] = [
  // One more child seen in time than there were children.
  {
    row: 'ASMT-N,AS01,',
    broken: (row) => row.replace(/,\d+,(\d+),/, (_, of: string) => `,${Number(of) + 1},${of},`),
  },
  // A percentage in place of a count.
  { row: 'HP-S1,CP04,', broken: (row) => row.replace(/,\d+,/, ',79%,') },
  // A team that has closed.
  { row: 'HP-C1,CN02,', broken: (row) => row.replace('HP-C1,', 'HP-C,') },
]

/** The samples by the names in their addresses. */
export function demoSamples(catalogue?: Catalogue): ReadonlyMap<string, DemoSample> {
  const clean = awaitedContent(catalogue)
  const faulty = clean.split('\n').map((line) => {
    const fault = faults.find(({ row }) => line.startsWith(row))
    return fault === undefined ? line : fault.broken(line)
  })
  return new Map([
    ['clean', { filename: `${awaitedMonth}-case-system.csv`, content: clean }],
    [
      'three-faults',
      { filename: `${awaitedMonth}-case-system-three-faults.csv`, content: faulty.join('\n') },
    ],
  ])
}
