/** `load`, `publish` and `revert`: an extract on its way to the figures and back. */
import { createReadStream } from 'node:fs'
import { basename } from 'node:path'
import { z } from 'zod'
import { movedLines, reportLines } from './report.ts'
import {
  commandLine,
  encodingOf,
  extractId,
  type Given,
  now,
  print,
  say,
  UsageError,
  type Verb,
  withDatabase,
} from './verb.ts'

export const extractVerbs: Record<string, Verb> = {
  load: {
    words: 1,
    options: ['publish', 'accept-warnings', 'reason', 'layout', 'encoding', 'source-ends-so'],
    run: load,
  },
  publish: { words: 1, options: ['accept-warnings', 'reason', 'at', 'seen'], run: publish },
  revert: { words: 1, options: ['reason'], run: revert },
}

function load({ values }: Given, [path = '']: string[]): Promise<number> {
  const { layout = null } = values
  const encoding = encodingOf(values)
  return withDatabase(async ({ db }) => {
    const { ingestFile } = await import('#server/extracts/ingest.ts')
    const by = await commandLine(db)
    const at = now()
    const publication = {
      now: at,
      by,
      reason: values.reason ?? null,
      acceptWarnings: values['accept-warnings'] ?? false,
    }
    const report = await ingestFile(db, {
      filename: basename(path),
      mediaType: 'text/csv',
      bytes: createReadStream(path),
      channel: 'command_line',
      receivedBy: by,
      now: at,
      publish: values.publish ? publication : null,
      layout,
      encoding,
      sourceEndsSo: values['source-ends-so'] ?? false,
    })
    for (const line of reportLines(report)) print(line)
    const again = report.alreadyReceived ? ' (the same file, already received)' : ''
    if (values.publish && report.decisionNote !== null) print(report.decisionNote)
    if (report.id !== null) print(`Extract ${report.id} is ${report.status.replaceAll('_', ' ')}${again}`)
    if (report.status === 'rejected') return 1
    return values.publish && report.status !== 'published' ? 2 : 0
  })
}

function publish({ values }: Given, [id = '']: string[]): Promise<number> {
  const at = values.at === undefined ? null : z.iso.datetime({ offset: true }).safeParse(values.at)
  if (at?.success === false) throw new UsageError('--at must be a time such as 2019-06-10T17:00:00+01:00.')
  return withDatabase(async ({ db }) => {
    const { publishExtract } = await import('#server/extracts/publishing/publish.ts')
    const decision = await publishExtract(db, extractId(id), {
      by: await commandLine(db),
      now: now(),
      reason: values.reason ?? null,
      acceptWarnings: values['accept-warnings'] ?? false,
      at: at === null ? null : new Date(at.data),
      seen: values.seen ?? null,
    }).catch((refusal: unknown) => {
      for (const line of movedLines(refusal)) say(line)
      throw refusal
    })
    if (decision.is === 'published') {
      print(JSON.stringify(decision.receipt, null, 2))
      return 0
    }
    if (decision.is === 'scheduled') {
      print(`Extract ${id} is to be published at ${decision.at}`)
      return 0
    }
    print(`Extract ${id} waits for a second person to approve it`)
    return 2
  })
}

function revert({ values }: Given, [id = '']: string[]): Promise<number> {
  const { reason } = values
  if (reason === undefined || reason.trim() === '')
    throw new UsageError('Give the reason with --reason TEXT.')
  return withDatabase(async ({ db }) => {
    const { revertExtract } = await import('#server/extracts/publishing/revert.ts')
    const order = { by: await commandLine(db), reason }
    print(JSON.stringify(await revertExtract(db, extractId(id), order), null, 2))
    return 0
  })
}
