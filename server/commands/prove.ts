/** Prints for a terminal whether the stored figures are what the stored bytes of their extracts give. */
import { wordFor } from '#domain/wording/word-for.ts'
import type { DigestFault, DigestProof } from '../activity/digest.ts'
import type { Difference, DifferingPart } from '../extracts/proving/differences.ts'
import type { Proof } from '../extracts/proving/prove.ts'

/** Prints each fault and difference on its own line, then the counts. */
export function proofLines(proof: Proof): string[] {
  const { figures, different, cells, publicationsLeft, olderVerdicts } = proof
  const left = wordFor(
    publicationsLeft,
    '1 publication was not made again, because its stored bytes cannot be read',
    `${publicationsLeft} publications were not made again: the stored bytes of the first cannot be read`,
  )
  return [
    ...proof.extracts.map(({ extract, filename, fault }) => `Extract ${extract} (${filename}): ${fault}`),
    ...proof.differences.map(differenceLine),
    ...(publicationsLeft === 0 ? [] : [left]),
    `figures ${figures}, different ${different}`,
    `cells of the ledger ${cells.compared}, different ${cells.different}`,
    `verdicts of an earlier method, left as they are: ${olderVerdicts}`,
  ]
}

/** The same of the digests of days: what no longer fits, then how many there are. */
export function digestLines({ days, deleted, faults }: DigestProof): string[] {
  const old = deleted === 0 ? '' : `, of ${deleted} of them the lines were deleted because of their age`
  return [
    ...faults.map(({ day, what }) => `Digest of ${day}: ${faultWords[what]}`),
    `digests of days ${days}, different ${faults.length}${old}`,
  ]
}

const faultWords: Record<DigestFault['what'], string> = {
  activity: 'lines of the activity record were changed, added or taken away since',
  ledger: 'lines of the ledger were changed, added or taken away since',
  digest: 'it does not follow from the digest before it',
}

function differenceLine({ of, unit, kpi, period, publication, differs }: Difference): string {
  const what = of === 'figure' ? 'Figure' : 'Cell of the ledger'
  return `${what} ${unit} ${kpi} ${period}, publication ${publication}: ${differs.map(partWords).join('; ')}`
}

/** "value is 84, should be 82". The parts of a calculation are only named: `--json` has them whole. */
function partWords({ what, stored, recomputed }: DifferingPart): string {
  if (isWhole(stored) || isWhole(recomputed)) return `${what} is another`
  return `${what} is ${valueWords(stored)}, should be ${valueWords(recomputed)}`
}

function isWhole(value: unknown): boolean {
  return typeof value === 'object' && value !== null
}

function valueWords(value: unknown): string {
  return value === null || value === undefined ? 'nothing' : String(value)
}
