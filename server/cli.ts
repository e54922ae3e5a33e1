/** The command line: `npm run scorecard -- <verb>`. Exit codes: 0 done, 1 refused or failed, 2 warnings that were not
 *  accepted, 64 not a command. What only some verbs need is read when one of them runs, so that a command begins sooner. */
import { accountVerbs } from './commands/account-verbs.ts'
import { databaseVerbs } from './commands/database-verbs.ts'
import { extractVerbs } from './commands/extract-verbs.ts'
import { fileVerbs } from './commands/file-verbs.ts'
import { usage } from './commands/usage.ts'
import { parse, print, say, UsageError, type Verb } from './commands/verb.ts'
import { ConfigError } from './config.ts'
import { Problem } from './errors.ts'

const verbs: Record<string, Verb> = { ...fileVerbs, ...extractVerbs, ...databaseVerbs, ...accountVerbs }

process.exitCode = await main(process.argv.slice(2))

async function main(args: string[]): Promise<number> {
  try {
    const given = parse(args)
    if (given.values.help || args.length === 0) {
      print(usage)
      return args.length === 0 ? 64 : 0
    }
    const [name, words] = verbOf(given.positionals)
    const verb = verbs[name]
    if (verb === undefined) throw new UsageError(`There is no verb "${given.positionals.join(' ')}".`)
    if (words.length !== verb.words)
      throw new UsageError(`"${name}" needs exactly ${verb.words} argument(s).`)
    const strange = Object.keys(given.values).find((option) => !verb.options.some((one) => one === option))
    if (strange !== undefined) throw new UsageError(`"${name}" has no option --${strange}.`)
    return await verb.run(given, words)
  } catch (error) {
    if (error instanceof UsageError) {
      say(`${error.message}\n\n${usage}`)
      return 64
    }
    for (const line of linesOf(error)) say(line)
    return 1
  }
}

/** A verb is its first word, or its first two. */
function verbOf(words: string[]): [string, string[]] {
  const two = words.slice(0, 2).join(' ')
  return two in verbs && words.length > 1 ? [two, words.slice(2)] : [words[0] ?? '', words.slice(1)]
}

function linesOf(error: unknown): readonly string[] {
  if (error instanceof ConfigError) return error.problems
  if (error instanceof Problem) return [error.detail]
  if (error instanceof Error && 'syscall' in error) return [error.message]
  return [error instanceof Error ? (error.stack ?? error.message) : String(error)]
}
