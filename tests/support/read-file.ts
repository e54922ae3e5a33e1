import type { ExtractProblem, ExtractWarning } from '#domain/extracts/problem.ts'
import type { ExtractRegister } from '#domain/extracts/register.ts'
import type { ExtractRow } from '#domain/extracts/row.ts'
import { catalogueTargets, registerOf } from '#server/commands/validate.ts'
import { judgeFractions } from '#server/extracts/checking/fractions.ts'
import { type ReadOptions, readExtractBatches } from '#server/extracts/reading/read-extract.ts'

export const demonstration: ExtractRegister = registerOf(null, '2019-06-10')

/** Everything that reading a file finds, without a database, checked against the demonstration council on 10 June 2019. */
export async function readFile(
  content: string | Buffer,
  options: ReadOptions = {},
): Promise<{
  rows: ExtractRow[]
  problems: ExtractProblem[]
  warnings: ExtractWarning[]
  format: string | null
}> {
  const rows: ExtractRow[] = []
  const problems: ExtractProblem[] = []
  const warnings: ExtractWarning[] = []
  let format: string | null = null
  const bytes = Buffer.from(content as string)
  for await (const batch of readExtractBatches(inOnePiece(bytes), demonstration, options)) {
    for (const checked of await judgeFractions(batch, catalogueTargets)) {
      if (checked.is === 'format') format = checked.format.name
      if (checked.is === 'accepted') rows.push(checked.row)
      if (checked.is === 'problem') problems.push(checked.problem)
      if (checked.is === 'warning') warnings.push(checked.warning)
    }
  }
  return { rows, problems, warnings, format }
}

async function* inOnePiece(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes
}
