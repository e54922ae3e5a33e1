import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { tableFromIPC } from 'apache-arrow'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadTokenActor } from '#server/access/tokens/actor.ts'
import { councilId } from '#server/db/council-id.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import { inheritedEnvironment } from '../support/inherited-environment.ts'
import { isWide, partOf } from '../support/run-size.ts'

let database: TestDatabase
let folder: string
const CLI = fileURLToPath(new URL('../../server/cli.ts', import.meta.url))
const heading = 'team_code,kpi_code,period,numerator,denominator'

beforeAll(async () => {
  database = await testDatabase('catalogue')
  folder = mkdtempSync(join(tmpdir(), 'golden-thread-cli-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

type Ran = { code: number | null; out: string; err: string; bytes: Buffer }

function scorecard(...args: string[]): Promise<Ran> {
  const env = { ...inheritedEnvironment(), DATABASE_URL: database.url }
  const child = spawn(process.execPath, [CLI, ...args], { env })
  const out: Buffer[] = []
  let err = ''
  child.stdout.on('data', (piece: Buffer) => out.push(piece))
  child.stderr.on('data', (piece: Buffer) => {
    err += piece.toString()
  })
  return new Promise((resolve) =>
    child.on('close', (code) => {
      const bytes = Buffer.concat(out)
      resolve({ code, out: bytes.toString().trim(), err: err.trim(), bytes })
    }),
  )
}

function file(name: string, ...rows: string[]): string {
  const path = join(folder, name)
  writeFileSync(path, [heading, ...rows, ''].join('\n'))
  return path
}

describe('the command line', () => {
  it('validates a file without a database, and says by its exit code what it found', async () => {
    const clean = await scorecard('validate', file('clean.csv', 'HP-S1,CP04,2019-04,41,50'))
    expect([clean.code, clean.out]).toEqual([0, '1 row, 1 accepted, 0 problems, 0 warnings'])

    const faulty = await scorecard(
      'validate',
      file('faulty.csv', 'HP-S1,CP04,2019-04,92%,100', 'HP-X,CP04,2019-04,1,2'),
    )
    expect(faulty.code).toBe(1)
    expect(faulty.out).toContain('Problem: Row 2, numerator:')
    expect(faulty.out).toContain('Problem: Row 3, team_code:')

    expect((await scorecard('validate', join(folder, 'none.csv'))).code).toBe(1)
  })

  it.runIf(isWide)('tells a warning of a file that it validates, and says all of it as JSON', async () => {
    const plans = file('plans.csv', 'HP-S1,CP06,2019-04,4,', 'HP-S1,CP07,2019-04,5,')
    const informed = await scorecard('validate', plans)
    expect([informed.code, informed.out]).toEqual([0, expect.stringContaining('Warning: Row 3, numerator: ')])
    const told = await scorecard('validate', file('again.csv', 'HP-S1,CP04,2019-04,92%,100'), '--json')
    expect(JSON.parse(told.out)).toMatchObject({
      counts: { rows: 1, accepted: 0, problems: 1, warnings: 0 },
      problems: [{ row: 2, column: 'numerator', code: 'bad_number', value: '92%' }],
    })
  })

  it('judges series of a file without a database, and says by its exit code whether it could', async () => {
    const months = Array.from({ length: 12 }, (_, i) => `2018-${String(i + 1).padStart(2, '0')}`)
    const path = join(folder, 'series.csv')
    const rows = months.map((month, i) => `oracle,${month},${i === 11 ? 30 : 2 + (i % 2)},count,lower`)
    writeFileSync(path, ['series,period,numerator,kind,good', ...rows, ''].join('\n'))
    const found = await scorecard('judge', path)
    expect(found.err).toBe('')
    expect(found.code).toBe(0)
    const [headings, ...lines] = found.out.split('\r\n')
    expect(headings).toBe(
      'series,period,state,value,status,mean,lower,upper,signal,variation,assurance,phrase',
    )
    expect(lines).toEqual([expect.stringMatching(/^oracle,2018-12,reported,30,no_target,2\.44/)])
    expect(lines[0]).toContain('outside_limits,concerning')

    const nhs = await scorecard('judge', path, '--method', 'nhs', '--all', '--json')
    const { problems, verdicts } = JSON.parse(nhs.out)
    expect(problems).toEqual([])
    expect(verdicts).toHaveLength(12)
    expect(verdicts[11]).toMatchObject({ series: 'oracle', period: '2018-12', signal: 'outside_limits' })

    writeFileSync(path, 'series,period,numerator,kind,good\noracle,2018-01,two,count,lower\n')
    const faulty = await scorecard('judge', path)
    expect([faulty.code, faulty.out]).toEqual([1, ''])
    expect(faulty.err).toContain('Problem: Row 2, numerator: Numerator must be a number. It is ‘two’')
  })

  it.runIf(isWide)('tells a fault of series as JSON, and judges by no method that there is not', async () => {
    const path = join(folder, 'faulty-series.csv')
    writeFileSync(path, 'series,period,numerator,kind,good\noracle,2018-01,two,count,lower\n')
    expect((await scorecard('judge', path, '--json')).out).toContain('"row": 2')
    expect((await scorecard('judge', path, '--method', 'ours')).code).toBe(64)
  })

  it.runIf(isWide)('validates a file of another shape by the rules of a layout', async () => {
    const rules = {
      sheets: { take: 'first' },
      headingRows: 1,
      columns: [
        { heading: 'Team', use: 'team' },
        { heading: 'On time', use: { kpi: 'CP04', part: 'numerator' } },
        { heading: 'Due', use: { kpi: 'CP04', part: 'denominator' } },
      ],
      skip: { is: [], begins: ['Total'] },
      ends: [],
      team: { from: 'column' },
      period: { from: 'cell', row: 1, column: 0 },
      dates: 'day_first',
      teams: [{ name: 'South one', code: 'HP-S1' }],
      kpis: [],
      words: [],
      percent: false,
      thousands: false,
    }
    const layout = join(folder, 'layout.json')
    writeFileSync(layout, JSON.stringify({ name: 'Visits', rules }))
    const report = join(folder, 'report.csv')
    writeFileSync(report, 'Visits in April 2019\r\nTeam,On time,Due\r\nSouth one,41,50\r\nTotal,41,50\r\n')
    expect((await scorecard('validate', report)).code).toBe(1)
    expect((await scorecard('validate', report, '--layout', layout)).code).toBe(0)
  })

  it.runIf(isWide)('validates against a council’s own units', async () => {
    const units = join(folder, 'units.csv')
    writeFileSync(
      units,
      'code,name,kind,parent,team_type,opened,closed,successor_of\nTOWN,Town,council,,,2015-04-01,,\nEAST,East,team,TOWN,H&P,2015-04-01,,\n',
    )
    const path = file('town.csv', 'EAST,CP04,2019-04,41,50')
    expect((await scorecard('validate', path)).code).toBe(1)
    expect((await scorecard('validate', path, '--units', units)).code).toBe(0)
  })

  it('loads, publishes, exports and takes back', async () => {
    const loaded = await scorecard('load', file('april.csv', 'HP-S1,CP04,2019-04,41,50'))
    expect(loaded.code).toBe(0)
    const id = /Extract ([0-9]+) is ready/.exec(loaded.out)?.[1] ?? ''
    const published = await scorecard('publish', id, '--accept-warnings', '--reason', 'first figures')
    expect(published.code, published.err).toBe(0)
    expect(JSON.parse(published.out)).toMatchObject({ kind: 'publish', publishedBy: 'Command line' })

    const csv = await scorecard('export', 'measurements', '--format', 'csv')
    expect(csv.out).toContain('HP-S1,CP04,2019-04,monthly,team,reported,41,50,82,')

    const twice = await scorecard('publish', id)
    expect([twice.code, twice.err.includes('at ')]).toEqual([1, false])
    expect((await scorecard('revert', id)).code).toBe(64)
    expect((await scorecard('revert', id, '--reason', 'the wrong month')).code).toBe(0)
  })

  it.runIf(isWide)(
    'exports as many figures as Arrow as in CSV, and none as at a day before the first',
    async () => {
      expect(
        (await scorecard('load', file('exported.csv', 'HP-S1,CP04,2018-09,41,50'), '--publish')).code,
      ).toBe(0)
      const csv = await scorecard('export', 'measurements', '--format', 'csv')
      expect(csv.out).toContain('HP-S1,CP04,2018-09,monthly,team,reported,41,50,82,')
      const arrow = await scorecard('export', 'measurements', '--format', 'arrow')
      expect(tableFromIPC(arrow.bytes).numRows).toBe(csv.out.split('\r\n').length - 1)
      const asAt = ['--as-at', '2018-01-01T00:00:00Z']
      const before = await scorecard('export', 'measurements', '--format', 'csv', ...asAt)
      expect(before.out.split('\r\n')).toHaveLength(1)
    },
  )

  it.runIf(isWide)(
    'publishes over figures that changed since the check only once they were seen',
    async () => {
      const load = async (name: string, n: number) => {
        const loaded = await scorecard('load', file(name, `HP-S1,CP04,2018-08,${n},40`))
        return /Extract (\d+) is ready/.exec(loaded.out)?.[1] ?? ''
      }
      const mine = await load('mine.csv', 31)
      const theirs = await load('theirs.csv', 36)
      expect((await scorecard('publish', theirs)).code).toBe(0)
      const refused = await scorecard('publish', mine)
      expect(refused.code).toBe(1)
      expect(refused.err).toContain(
        `Changed on record: HP-S1 CP04 2018-08 was no figure, is now 90 (36 of 40) (extract ${theirs}, by Command line)`,
      )
      const seen = /--seen (\S+)/.exec(refused.err)?.[1] ?? ''
      expect((await scorecard('publish', mine, '--seen', 'made-up')).code).toBe(1)
      const accepted = ['--accept-warnings', '--reason', 'A miscount']
      const published = await scorecard('publish', mine, '--seen', seen, ...accepted)
      expect(published.code, published.err).toBe(0)
      expect(JSON.parse(published.out)).toMatchObject({ counts: { changed: 1 } })
    },
  )

  it.runIf(isWide)('publishes at a time, and says when', async () => {
    const loaded = await scorecard('load', file('later.csv', 'HP-S1,CP04,2018-04,41,50'))
    const id = /Extract ([0-9]+) is ready/.exec(loaded.out)?.[1] ?? ''
    const later = await scorecard('publish', id, '--at', '2099-01-01T09:00:00+01:00')
    expect([later.code, later.out]).toEqual([
      0,
      `Extract ${id} is to be published at 2099-01-01T08:00:00.000Z`,
    ])
    expect((await scorecard('publish', id, '--at', 'tomorrow')).code).toBe(64)
    expect((await scorecard('publish', id, '--at', '2019-01-01T09:00:00Z')).code).toBe(1)
  })

  it.runIf(isWide)(
    'waits for a second person where the council asks for one, and says so by its exit code',
    async () => {
      await database.db.updateTable('council').set({ publishing_needs_approval: true }).execute()
      try {
        const loaded = await scorecard('load', file('asked.csv', 'HP-S1,CP04,2018-05,41,50'), '--publish')
        expect([loaded.code, loaded.out]).toEqual([2, expect.stringContaining('is awaiting approval')])
        const other = await scorecard('load', file('other.csv', 'HP-S1,CP04,2018-06,41,50'))
        const id = /Extract ([0-9]+) is ready/.exec(other.out)?.[1] ?? ''
        const asked = await scorecard('publish', id)
        expect([asked.code, asked.out]).toEqual([2, `Extract ${id} waits for a second person to approve it`])
      } finally {
        await database.db.updateTable('council').set({ publishing_needs_approval: false }).execute()
      }
    },
  )

  it.runIf(isWide)('reads Windows-1252 only where that is said', async () => {
    const path = join(folder, 'latin.csv')
    writeFileSync(path, Buffer.from(`${heading},note\nHP-S1,CP04,2018-07,41,50,caf\u00e9\n`, 'latin1'))
    expect((await scorecard('load', path)).code).toBe(1)
    expect((await scorecard('load', path, '--encoding', 'windows-1252')).code).toBe(0)
    expect((await scorecard('load', path, '--encoding', 'utf-7')).code).toBe(64)
  })

  it.runIf(isWide)(
    'proves what was published, and says by its exit code whether anything differs',
    async () => {
      expect(
        (await scorecard('load', file('proved.csv', 'HP-S1,CP03,2018-03,41,50'), '--publish')).code,
      ).toBe(0)
      const clean = await scorecard('prove')
      expect([clean.code, clean.err]).toEqual([0, ''])
      expect(clean.out).toMatch(/^figures [1-9]\d*, different 0$/m)

      const wrong = database.owner
        .updateTable('figure')
        .where('unit_code', '=', 'HP-S1')
        .where('kpi_code', '=', 'CP03')
      const { publication_id: publication } = await database.db
        .selectFrom('figure')
        .select('publication_id')
        .where('kpi_code', '=', 'CP03')
        .where('period', '=', '2018-03')
        .executeTakeFirstOrThrow()
      await wrong.where('period', '=', '2018-03').set({ value: 99 }).execute()
      const found = await scorecard('prove', '--from', '2018-03')
      expect(found.code).toBe(1)
      expect(found.out.split('\n')).toContain(
        `Figure HP-S1 CP03 2018-03, publication ${publication}: value is 99, should be 82`,
      )
      expect(found.out).toMatch(/^figures \d+, different 1$/m)
      const told = JSON.parse((await scorecard('prove', '--json')).out)
      expect(told).toMatchObject({ different: 1, extracts: [], olderVerdicts: 0, publicationsLeft: 0 })
      expect(told.differences).toMatchObject([{ unit: 'HP-S1', kpi: 'CP03', period: '2018-03', publication }])
      await wrong.where('period', '=', '2018-03').set({ value: 82 }).execute()
      expect((await scorecard('prove', '--from', 'April')).code).toBe(64)
    },
  )

  it.runIf(isWide)(
    'proves the digests of days, and names the day whose lines are no longer those',
    async () => {
      const { rows } = await sql<{ id: number; day: string }>`
      insert into activity (council_id, recorded_at, kind, author_kind, author_name, times)
      values (${councilId}, now() - interval '3 days', 'session.started', 'unknown', 'Jo Bell', 1)
      returning id, (recorded_at at time zone 'Europe/London')::date::text as day`.execute(database.owner)
      const { id = 0, day = '' } = rows[0] ?? {}
      expect((await scorecard('job', 'run', 'close_days')).code).toBe(0)
      const clean = await scorecard('prove')
      expect([clean.code, clean.err]).toEqual([0, ''])
      expect(clean.out.split('\n')).toContain('digests of days 3, different 0')
      const line = database.owner.updateTable('activity').where('id', '=', id)
      await line.set({ author_name: 'Al Hill' }).execute()
      const found = await scorecard('prove')
      expect(found.code).toBe(1)
      expect(found.out.split('\n')).toContain(
        `Digest of ${day}: lines of the activity record were changed, added or taken away since`,
      )
      expect(found.out.split('\n')).toContain('digests of days 3, different 1')
      const told = JSON.parse((await scorecard('prove', '--json')).out)
      expect(told.digests).toEqual({ days: 3, deleted: 0, faults: [{ day, what: 'activity' }] })
      await line.set({ author_name: 'Jo Bell' }).execute()
      expect((await scorecard('prove')).code).toBe(0)
    },
  )

  it.runIf(isWide)('publishes nothing of a file with one bad row', async () => {
    const path = file('bad.csv', 'HP-S1,CP04,2019-05,41,50', 'HP-S1,CP03,2019-05,many,50')
    const ran = await scorecard('load', path, '--publish')
    expect(ran.code).toBe(1)
    expect(ran.out).toContain('is rejected')
    expect((await scorecard('export', 'measurements', '--format', 'csv')).out).not.toContain('2019-05')
  })

  it('prints a new token alone on the last line, and the table keeps none', async () => {
    const ran = await scorecard(
      'token',
      'create',
      '--role',
      'team_manager',
      '--unit',
      'HP-S1',
      '--name',
      'Report',
    )
    expect(ran.code).toBe(0)
    const secret = ran.out.split('\n').at(-1) ?? ''
    expect(await loadTokenActor(database.db, secret, new Date())).toMatchObject({ name: 'Report' })
  })

  it('adds a person, and prints their link alone on the last line', async () => {
    const who = ['--name', 'Jo Bell', '--email', 'jo.bell@council.example']
    const ran = await scorecard('user', 'add', ...who, '--role', 'administrator')
    expect([ran.code, ran.err]).toEqual([0, ''])
    const link = ran.out.split('\n').at(-1) ?? ''
    expect(link).toMatch(/^http:\/\/localhost:3000\/sign-in\/link\/[A-Za-z0-9_-]{43}$/)
    const rows = await database.db.selectFrom('sign_in_link').selectAll().execute()
    expect(rows).toMatchObject([{ kind: 'invitation', by_name: 'Command line' }])
    expect(JSON.stringify(rows)).not.toContain(link.slice(-43))
  })

  it.runIf(isWide)('gives a person a role, makes a link for them, and disables them', async () => {
    const who = ['--name', 'Al Hill', '--email', 'al.hill@council.example']
    expect((await scorecard('user', 'add', ...who, '--role', 'team_manager')).code).toBe(1)
    expect((await scorecard('user', 'add', ...who, '--role', 'smt')).code).toBe(0)
    const granted = await scorecard('user', 'grant', 'AL.HILL@council.example', '--role', 'data_team')
    expect(granted.out.split('\n')).toEqual([
      ...['Al Hill now has:', expect.stringMatching(/^ {2}Senior management team, RIDGE, from /)],
      expect.stringMatching(/^ {2}Data team, RIDGE, from /),
    ])
    const link = await scorecard('user', 'link', 'al.hill@council.example')
    expect(link.out.split('\n').at(-1)).toMatch(/\/sign-in\/link\/[A-Za-z0-9_-]{43}$/)
    const disabled = await scorecard('user', 'disable', 'al.hill@council.example', '--reason', 'Left')
    expect(disabled.out).toBe('Al Hill is disabled. Every session of theirs has ended.')
    expect((await scorecard('user', 'link', 'al.hill@council.example')).code).toBe(1)
    expect((await scorecard('user', 'link', 'nobody@council.example')).err).toContain('There is nobody')
  })

  it.runIf(isWide)('lists tokens and revokes one by its name', async () => {
    const made = await scorecard('token', 'create', '--role', 'smt', '--name', 'Ninety', '--expires', '90')
    expect(made.code, made.err).toBe(0)
    const listed = await scorecard('token', 'list')
    expect(listed.out).toMatch(/^Ninety +works +smt +RIDGE +inside +command line +\d{4}-\d\d-\d\d/m)
    expect((await scorecard('token', 'revoke', 'Ninety')).out).toBe(
      'Ninety is revoked. It is refused from now on.',
    )
    expect((await scorecard('token', 'list')).out).toMatch(/^Ninety +revoked/m)
    expect((await scorecard('token', 'revoke', 'Nothing')).err).toBe('There is no token named "Nothing".')
  })

  it('gives out a token for an outside audience', async () => {
    const ran = await scorecard(
      'token',
      'create',
      '--role',
      'board',
      '--audience',
      'outside',
      '--name',
      'Press',
    )
    expect(ran.code).toBe(0)
    expect(
      (await loadTokenActor(database.db, ran.out.split('\n').at(-1) ?? '', new Date()))?.grants[0]?.audience,
    ).toBe('outside')
  })

  it.runIf(isWide)('migrates and seeds as often as it is asked', async () => {
    expect((await scorecard('migrate')).out).toBe('Nothing to apply')
    expect((await scorecard('seed')).code).toBe(0)
    expect((await scorecard('job', 'run', 'sweep')).out).toBe('nothing left behind')
  })

  const misuses = [
    [[]],
    [['dance']],
    [['load']],
    [['publish', 'seven']],
    [['migrate', '--json']],
    [['validate', 'a', 'b']],
    [['token', 'create', '--role', 'smt']],
    [['token', 'create', '--role', 'smt', '--name', 'Soon', '--expires', 'soon']],
    [['user', 'add', '--name', 'Jo', '--email', 'jo@council.example']],
    [['user', 'add', '--role', 'smt']],
    [['user', 'disable', 'jo@council.example']],
    [['export', 'measurements', '--format', 'xml']],
    [['export', 'measurements', '--format', 'csv', '--as-at', 'May']],
    [['load', 'a.csv', '--unknown']],
  ]
  it.each(partOf(misuses, 8))('shows how it is used for %j', async (args) => {
    const { code, out, err } = await scorecard(...args)
    expect(code).toBe(64)
    expect(out + err).toContain('npm run scorecard -- <verb>')
  })
})
