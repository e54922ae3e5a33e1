/** The drop folder with careless or hostile content: what is not a file is left there, and the rest is loaded. */
import { execFileSync } from 'node:child_process'
import {
  appendFileSync,
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Db } from '#server/db/database.ts'
import type { JobDeps } from '../../jobs/job.ts'
import { runJob } from '../../jobs/schedule.ts'
import { testDatabase } from '../support/database.ts'
import { faultsIn } from '../support/exactly-once.ts'
import { csvOf, NOW } from '../support/extract-files.ts'
import { bySize, isWide } from '../support/run-size.ts'
import { some } from '../support/some.ts'

let db: Db
let inbox: string
let elsewhere: string
let logged: string[]
let moment = NOW.getTime()
let sent = 0

beforeAll(async () => {
  db = (await testDatabase('catalogue')).db
  await db.updateTable('council').set({ first_scorecard: '2019-01' }).execute()
})
beforeEach(() => {
  inbox = mkdtempSync(join(tmpdir(), 'golden-thread-inbox-'))
  elsewhere = mkdtempSync(join(tmpdir(), 'golden-thread-elsewhere-'))
  logged = []
})
afterEach(() => {
  for (const folder of [inbox, elsewhere]) rmSync(folder, { recursive: true })
})

function deps(): JobDeps {
  const write = (fields: object, message: string) => {
    const cause = 'err' in fields ? String(fields.err) : ''
    logged.push(`${message} ${cause} ${JSON.stringify(fields)}`)
  }
  const log = { info: write, warn: write, error: write }
  return { db, now: () => new Date(moment++), log, config: { extractInbox: inbox } }
}

const run = () => runJob('inbox', deps())
const at = (name: string) => join(inbox, name)
const listed = (folder = '.') => (existsSync(at(folder)) ? readdirSync(at(folder)).sort() : [])

/** An extract unlike any earlier one. */
function content(): string {
  sent++
  const month = new Date(Date.UTC(2015, 3 + (sent % 40))).toISOString().slice(0, 7)
  return csvOf([`CIC-N,LC01,${month},${sent},100000`])
}

/** Puts a file into the drop folder whose date claims that it has been there untouched for years. */
function drop(name: string, text = content()): string {
  writeFileSync(at(name), text)
  utimesSync(at(name), NOW, NOW)
  return text
}

/** Waits until the kernel's time of the latest change is long enough ago. */
async function untilRested(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 5_100))
}

/** Puts a file there with the marker that it is complete. */
function dropDone(name: string, text = content()): string {
  writeFileSync(at(name), text)
  writeFileSync(at(`${name}.done`), '')
  return text
}

async function stored(text: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from extract where sha256 = encode(sha256(${Buffer.from(text)}), 'hex')`.execute(
    db,
  )
  return rows[0]?.count ?? 0
}

describe('what is no file', () => {
  test.each<[string, (name: string) => void]>([
    ['a link to a file outside', (name) => symlinkSync(join(elsewhere, 'secret.csv'), at(name))],
    ['a link to a folder', (name) => symlinkSync(elsewhere, at(name))],
    ['a link to nothing', (name) => symlinkSync(join(elsewhere, 'nothing'), at(name))],
    ['a link to itself', (name) => symlinkSync(at(name), at(name))],
    ['a pipe', (name) => void execFileSync('mkfifo', [at(name)])],
    ['a folder', (name) => mkdirSync(at(name))],
  ])('as %s is left unread, and the file after it is taken', async (_what, make) => {
    const secret = content()
    writeFileSync(join(elsewhere, 'secret.csv'), secret)
    make('a.csv')
    writeFileSync(at('a.csv.done'), '')
    dropDone('b.csv')
    expect(await run()).toBe('1 loaded, 0 refused, 0 waiting')
    expect(listed()).toEqual(['a.csv', 'a.csv.done', 'done'])
    expect(await stored(secret)).toBe(0)
    expect(readFileSync(join(elsewhere, 'secret.csv'), 'utf8')).toBe(secret)
  })

  test('as a socket is left unread, and the file after it is taken', async () => {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(at('a.csv'), resolve))
    dropDone('b.csv')
    expect(await run()).toBe('1 loaded, 0 refused, 0 waiting')
    expect(listed()).toEqual(['a.csv', 'done'])
    expect(logged.join()).toContain('not a plain file')
    await new Promise((resolve) => server.close(resolve))
  })

  test.each<['done' | 'refused', (name: string) => void]>([
    ['done', (name) => writeFileSync(at(name), 'in the way')],
    ['done', (name) => symlinkSync(elsewhere, at(name))],
    ['refused', (name) => symlinkSync(join(elsewhere, 'nothing'), at(name))],
  ])('and stands where files are moved to (%s) is moved out of the way', async (name, make) => {
    make(name)
    dropDone('bad.csv', csvOf(['CIC-N,LC01,2018-06,11,10']))
    dropDone('good.csv')
    await run()
    expect([listed('done').length, listed('refused').length]).toEqual([1, 1])
    expect(readdirSync(elsewhere)).toEqual([])
    expect(listed().filter((each) => each.endsWith('.csv'))).toEqual([])
  })
})

describe('a file that is still being written', () => {
  test('is not taken while it grows, and is taken whole with its marker', async () => {
    const text = content()
    writeFileSync(at('a.csv'), text.slice(0, 20))
    expect(await run()).toBe('0 loaded, 0 refused, 1 waiting')
    appendFileSync(at('a.csv'), text.slice(20, 40))
    expect(await run()).toBe('0 loaded, 0 refused, 1 waiting')
    appendFileSync(at('a.csv'), text.slice(40))
    writeFileSync(at('a.csv.done'), '')
    expect(await run()).toBe('1 loaded, 0 refused, 0 waiting')
    expect(await stored(text)).toBe(1)
  })

  test('and claims an old date is judged by when it was really touched', async () => {
    drop('a.csv')
    expect(await run()).toBe('0 loaded, 0 refused, 1 waiting')
  })

  test('and is written to as it is read is not stored by half', async () => {
    const rows = Array.from({ length: 60_000 }, (_, n) => `CIC-N,LC01,2018-01,${n},100000`)
    const text = csvOf(rows)
    dropDone('a.csv', text)
    const running = run()
    let grown = text
    let over = false
    running.finally(() => {
      over = true
    })
    while (!over) {
      appendFileSync(at('a.csv'), 'CIC-N,LC01,2018-02,1,100000\r\n')
      grown += 'CIC-N,LC01,2018-02,1,100000\r\n'
      await new Promise((resolve) => setImmediate(resolve))
      if (grown.length > text.length + 100_000) break
    }
    expect(await running).toBe('0 loaded, 0 refused, 1 waiting')
    expect(logged.join()).toContain('written to while it was read')
    expect(await stored(text)).toBe(0)
    expect(listed()).toEqual(['a.csv', 'a.csv.done'])
  })

  test.runIf(isWide)('and has no marker is taken once it has come to rest', async () => {
    const text = content()
    writeFileSync(at('a.csv'), text)
    const future = new Date(Date.now() + 86_400_000)
    utimesSync(at('a.csv'), future, future)
    // There is no room for this name with its marker: a name may have 255 bytes.
    const longest = `${'é'.repeat(125)}a.csv`
    const long = content()
    writeFileSync(at(longest), long)
    expect(await run()).toBe('0 loaded, 0 refused, 2 waiting')
    await untilRested()
    expect(await run()).toBe('2 loaded, 0 refused, 0 waiting')
    expect([await stored(text), await stored(long)]).toEqual([1, 1])
    expect(listed('done').every((name) => Buffer.byteLength(name) <= 255)).toBe(true)
    expect(listed()).toEqual(['done'])
  })
})

describe('a marker', () => {
  test.runIf(isWide)('left by a mover that was killed is not taken for a file', async () => {
    writeFileSync(at('a.csv.done'), '')
    await untilRested()
    expect(await run()).toBe('0 loaded, 0 refused, 0 waiting')
    expect(listed()).toEqual(['a.csv.done'])
  })

  test('that is a folder with things in it is left with them', async () => {
    const text = content()
    writeFileSync(at('a.csv'), text)
    mkdirSync(at('a.csv.done'))
    writeFileSync(join(at('a.csv.done'), 'kept.txt'), 'kept')
    await run()
    expect(await stored(text)).toBe(1)
    expect(readFileSync(join(at('a.csv.done'), 'kept.txt'), 'utf8')).toBe('kept')
  })
})

describe('a name', () => {
  const hostile: [name: string, moved: string][] = [
    ['line\nbreak.csv', 'linebreak.csv'],
    ['-rf.csv', '-rf.csv'],
    ['--help', '--help'],
    ['C:\\windows.csv', 'windows.csv'],
    ['$(touch x) `y` ;&|.csv', '$(touch x) `y` ;&|.csv'],
    ['\u202evsc.lirpa', 'vsc.lirpa'],
    ['april\u200b.csv', 'april.csv'],
    ['\u0007bell.csv', 'bell.csv'],
    ['Ａｐｒｉｌ.csv', 'Ａｐｒｉｌ.csv'],
    ['e\u0301te\u0301.csv', 'e\u0301te\u0301.csv'],
    ['<script>alert(1)<!--.csv', '<script>alert(1)<!--.csv'],
    ['%2e%2e%2fetc.csv', '%2e%2e%2fetc.csv'],
    [' ', 'extract'],
    [`${'a'.repeat(246)}.csv`, `${'a'.repeat(200)}`],
    ['👩‍👩‍👧'.repeat(13), '👩👩👧'.repeat(13)],
  ]

  test.each(hostile)('%j is no more than a name', async (name, moved) => {
    const text = dropDone(name)
    await run()
    expect(await stored(text)).toBe(1)
    expect(listed()).toEqual(['done'])
    expect(listed('done').map((each) => each.replace(/^[0-9TZ-]+ /, ''))).toEqual([moved])
    expect(readdirSync(elsewhere)).toEqual([])
    for (const line of some(logged)) expect(line).not.toMatch(/\n/)
  })

  test.each(['..csv', '..\\..\\windows.csv'])(
    '%j is hidden, as half-written files are, and left alone',
    async (name) => {
      const text = dropDone(name)
      await run()
      expect(await stored(text)).toBe(0)
      expect(listed()).toEqual([name, `${name}.done`].sort())
      expect(readdirSync(elsewhere)).toEqual([])
    },
  )

  test('that is not UTF-8 is reported, and the file after it is taken', async () => {
    const name = Buffer.concat([
      Buffer.from(`${inbox}/`),
      Buffer.from([0x61, 0xff, 0xfe]),
      Buffer.from('.csv'),
    ])
    writeFileSync(name, content())
    dropDone('b.csv')
    expect(await run()).toBe('1 loaded, 0 refused, 1 waiting')
    expect(logged.join('\n')).toContain('the name is not UTF-8, rename the file')
    unlinkSync(name)
  })
})

describe('a file that is not what it was a moment ago', () => {
  test('is read as one file or not at all, and nothing outside is read, however fast it is exchanged', async () => {
    const secret = content()
    writeFileSync(join(elsewhere, 'secret.csv'), secret)
    symlinkSync(join(elsewhere, 'secret.csv'), join(elsewhere, 'link'))
    execFileSync('mkfifo', [join(elsewhere, 'pipe')])
    const texts: string[] = []
    let over = false
    const exchanging = (async () => {
      for (let turn = 0; !over; turn++) {
        // Each replaces the last as a whole, as a sender's rename does.
        const made = join(elsewhere, 'next')
        if (turn % 4 === 1) symlinkSync(join(elsewhere, 'secret.csv'), made)
        else if (turn % 4 === 3) execFileSync('mkfifo', [made])
        else {
          const text = content()
          texts.push(text)
          writeFileSync(made, text)
        }
        renameSync(made, at('a.csv'))
        if (turn % 7 === 6) rmSync(at('a.csv'), { force: true })
        await new Promise((resolve) => setImmediate(resolve))
      }
    })()
    writeFileSync(at('a.csv.done'), '')
    for (let tries = 0; tries < bySize({ part: 10, wide: 20, whole: 60 }); tries++) {
      await run()
      if (!existsSync(at('a.csv.done'))) writeFileSync(at('a.csv.done'), '')
    }
    over = true
    await exchanging
    // What is there in the end and stays is taken.
    rmSync(at('a.csv'), { force: true })
    dropDone('a.csv')
    await run()
    expect(await stored(secret)).toBe(0)
    expect(await faultsIn(db)).toEqual([])
    // Every file that was moved aside as done is stored.
    for (const name of some(listed('done')))
      expect(await stored(readFileSync(join(at('done'), name), 'utf8'))).toBe(1)
  })
})

describe('a file that vanishes', () => {
  /** A run in which something happens to the folder once a file of it is open. */
  const runWhile = (happens: () => void) => {
    const moments = [() => undefined, happens]
    const now = () => {
      moments.shift()?.()
      return new Date(moment++)
    }
    return runJob('inbox', { ...deps(), now })
  }

  test('once it was read is in the ledger, and is no error', async () => {
    const text = dropDone('a.csv')
    const taken = () => {
      rmSync(at('a.csv'), { force: true })
      rmSync(at('a.csv.done'), { force: true })
    }
    expect(await runWhile(taken)).toBe('1 loaded, 0 refused, 0 waiting')
    expect(await stored(text)).toBe(1)
    expect(logged.join('\n')).not.toContain('ENOENT')
    expect(logged.join('\n')).toContain('gone before it could be moved aside')
    expect(listed('done')).toEqual([])
  })

  test('with the folder of its layout is no error, and the next folder is read', async () => {
    for (const layout of ['a-layout', 'b-layout', 'c-layout']) mkdirSync(at(layout))
    dropDone('a-layout/a.csv')
    dropDone('c-layout/c.csv')
    const removed = () => rmSync(at('b-layout'), { recursive: true })
    expect(await runWhile(removed)).toBe('0 loaded, 2 refused, 0 waiting')
    expect(existsSync(at('b-layout'))).toBe(false)
    expect(logged.join('\n')).not.toContain('ENOENT')
  })
})

describe('a folder', () => {
  test('in which two run at once takes each file in once', async () => {
    const texts = Array.from({ length: 10 }, (_, n) => dropDone(`${n}.csv`))
    const before = (await db.selectFrom('extract').select('id').execute()).length
    await Promise.all([run(), run()])
    expect(listed()).toEqual(['done'])
    expect(listed('done')).toHaveLength(texts.length)
    expect((await db.selectFrom('extract').select('id').execute()).length).toBe(before + texts.length)
    expect(await faultsIn(db)).toEqual([])
  })

  test('that is gone fails the run and not the next one', async () => {
    renameSync(inbox, `${inbox}-gone`)
    await expect(run()).rejects.toThrow(/ENOENT/)
    renameSync(`${inbox}-gone`, inbox)
    dropDone('a.csv')
    expect(await run()).toBe('1 loaded, 0 refused, 0 waiting')
  })

  test.runIf(isWide)(
    'with 10,000 files in it is gone through, whole files among those that are not',
    async () => {
      // Ten thousand names of one file that is still being written to.
      const growing = join(elsewhere, 'growing')
      writeFileSync(growing, 'not whole yet')
      for (let n = 0; n < 10_000; n++) linkSync(growing, at(`n${n}.csv`))
      const text = dropDone('z.csv')
      const writing = setInterval(() => appendFileSync(growing, 'x'), 500)
      appendFileSync(growing, 'x')
      expect(await run()).toBe('1 loaded, 0 refused, 10000 waiting')
      clearInterval(writing)
      expect(await stored(text)).toBe(1)
    },
  )

  test('with a file of more than 2 GB in it refuses that without reading it, and takes the next', async () => {
    writeFileSync(at('a.csv'), csvOf([]))
    truncateSync(at('a.csv'), 3 * 1024 ** 3)
    writeFileSync(at('a.csv.done'), '')
    dropDone('b.csv')
    const pages = async () => {
      const { rows } = await sql<{
        size: number
      }>`select pg_total_relation_size('extract_chunk') as size`.execute(db)
      return rows[0]?.size ?? 0
    }
    const before = { memory: process.memoryUsage.rss(), stored: await pages() }
    expect(await run()).toBe('1 loaded, 1 refused, 0 waiting')
    expect(await pages()).toBeLessThan(before.stored + 1024 ** 2)
    expect(process.memoryUsage.rss()).toBeLessThan(before.memory + 100 * 1024 ** 2)
    expect(listed('refused')).toHaveLength(1)
  })

  test('with a file in it that may not be read leaves that, and takes the next', async () => {
    const locked = content()
    dropDone('a.csv', locked)
    // Root may read a file without permission, so for root a folder takes the file's place.
    if (process.getuid?.() === 0) {
      unlinkSync(at('a.csv'))
      mkdirSync(at('a.csv'))
    } else chmodSync(at('a.csv'), 0)
    dropDone('b.csv')
    expect(await run()).toBe('1 loaded, 0 refused, 0 waiting')
    expect(await stored(locked)).toBe(0)
    expect(listed()).toEqual(['a.csv', 'a.csv.done', 'done'])
  })
})
