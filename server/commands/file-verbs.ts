/** `validate` and `judge`: what is said of a file without a database. */
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { isInforming } from '#domain/extracts/problem.ts'
import { problemLines, reportLines } from './report.ts'
import { encodingOf, type Given, now, print, say, UsageError, type Verb } from './verb.ts'

export const fileVerbs: Record<string, Verb> = {
  validate: { words: 1, options: ['json', 'units', 'layout', 'encoding'], run: validate },
  judge: { words: 1, options: ['method', 'all', 'json'], run: judge },
}

async function validate({ values }: Given, [path = '']: string[]): Promise<number> {
  const { validateFile } = await import('./validate.ts')
  const found = await validateFile(path, {
    unitsFile: values.units ?? null,
    layoutFile: values.layout ?? null,
    encoding: encodingOf(values),
    now: now(),
  })
  if (values.json) print(JSON.stringify(found, null, 2))
  else for (const line of reportLines(found)) print(line)
  if (found.counts.problems > 0) return 1
  const informing = found.warnings.filter(({ code }) => isInforming(code)).length
  return found.counts.warnings > informing ? 2 : 0
}

async function judge({ values }: Given, [path = '']: string[]): Promise<number> {
  const { method = null, all = false } = values
  if (method !== null && method !== 'nhs')
    throw new UsageError('--method accepts only nhs; without it the rules are those of the service.')
  const { judgeFile, verdictRecords } = await import('./judge.ts')
  const { verdicts, ...found } = await judgeFile(path, { method, all })
  const isFaulty = found.problemsTotal > 0
  if (values.json) print(JSON.stringify({ ...found, verdicts: [...verdicts] }, null, 2))
  else if (isFaulty) for (const line of problemLines(found.problems, found.problemsTotal)) say(line)
  else await pipeline(Readable.from(verdictRecords(verdicts)), process.stdout)
  return isFaulty ? 1 : 0
}
