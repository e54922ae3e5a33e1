import { beforeAll, describe, expect, it } from 'vitest'
import type { Role } from '#server/access/permissions/actor.ts'
import { demoSamples } from '../../../seeds/demo/samples.ts'
import { form, fromOurPages, type SignedIn, signIn, testApp } from '../../support/app.ts'
import { dataTeamFiles } from '../../support/data-team-files.ts'
import { testDatabase } from '../../support/database.ts'
import { csvOf } from '../../support/extract-files.ts'
import { textOf } from '../../support/page-text.ts'
import { type FormPart, multipartForm } from '../../support/upload-form.ts'
import { rowsXml, workbookOf } from '../../support/workbook-files.ts'

const clean = sampleOf('clean')
const faulty = sampleOf('three-faults')
/** The number of rows in a sample, without its headings. */
const sampleRows = clean.trim().split('\n').length - 1

/** Each journey has its own council, so that none depends on another's figures. */
async function council() {
  const { db } = await testDatabase('demo')
  const app = await testApp(db)
  const people = new Map<Role, SignedIn>()
  const as = async (role: Role): Promise<SignedIn> => {
    const known = people.get(role) ?? (await signIn(app, role))
    people.set(role, known)
    return known
  }
  const get = async (url: string, role: Role = 'data_team') =>
    app.inject({ url, headers: { cookie: (await as(role)).cookie } })
  const send = async (url: string, fields: Record<string, string>, role: Role = 'data_team') => {
    const { cookie, csrf } = await as(role)
    const request = form({ _csrf: csrf, ...fields })
    return app.inject({ ...request, url, headers: { ...request.headers, ...fromOurPages, cookie } })
  }
  const upload = async (parts: readonly FormPart[], change: { csrf?: string; role?: Role } = {}) => {
    const { cookie, csrf } = await as(change.role ?? 'data_team')
    const request = multipartForm([{ name: '_csrf', value: change.csrf ?? csrf }, ...parts])
    return app.inject({
      ...request,
      url: '/extracts/new',
      headers: { ...request.headers, ...fromOurPages, cookie },
    })
  }
  /** The address to which an answer redirects. */
  const sent = async (parts: readonly FormPart[]) => {
    const answer = await upload(parts)
    expect(answer.statusCode, answer.body).toBe(303)
    return String(answer.headers.location)
  }
  return { app, db, get, send, upload, sent, as }
}

const file = (content: string | Buffer, filename = 'may.csv'): FormPart => ({
  name: 'file',
  filename,
  value: content,
})

/** The fields of the publishing form as on the page, with every warning ticked. */
function formOn(body: string): Record<string, string> {
  const boxes = [...body.matchAll(/name="(seen-[a-z0-9_]+)"/g)].map(([, name = '']) => [name, 'yes'])
  const checked = /name="checked" value="([^"]*)"/.exec(body)?.[1] ?? ''
  const seen = /name="seen" value="([^"]*)"/.exec(body)?.[1] ?? ''
  return { checked, seen, when: 'now', ...Object.fromEntries(boxes) }
}

describe('a clean file', () => {
  let town: Awaited<ReturnType<typeof council>>
  let address: string

  beforeAll(async () => {
    town = await council()
  })

  it('is offered as a sample, checked at one click, and waits', async () => {
    const page = await town.get('/extracts/new')
    expect(page.body).toContain('Use the clean sample')
    const answer = await town.send('/extracts/new', { sample: 'clean' })
    expect(answer.statusCode).toBe(303)
    address = String(answer.headers.location)
    const { body } = await town.get(address)
    expect(body).toContain('2019-05-case-system.csv is checked and ready to look at')
    expect(body).toContain(`${sampleRows} rows, no problems`)
    expect((await town.get('/extracts')).body).toContain(`href="${address}/changes"`)
  })

  it('is the same extract when it is sent again', async () => {
    const again = await town.sent([file(clean)])
    expect(again).toBe(`${address}?already=1`)
    expect((await town.get(again)).body).toContain('nothing was stored again')
  })

  it('shows what it would change, as a page and for a spreadsheet', async () => {
    const { body } = await town.get(`${address}/changes`)
    expect(textOf(body)).toContain(`${sampleRows} new`)
    expect(textOf(body)).toContain('It gives new figures for May 2019')
    const csv = await town.get(`${address}/changes.csv`)
    expect(csv.headers['content-type']).toBe('text/csv; charset=utf-8')
    expect((await town.get(`${address}/changes.xlsx`)).rawPayload.subarray(0, 2).toString()).toBe('PK')
    expect((await town.get(`${address}/changes.json`)).headers.location).toBe(`/api/v1${address}/changes`)
  })

  it('is published, and its receipt says what became visible', async () => {
    const { body } = await town.get(`${address}/changes`)
    const answer = await town.send(`${address}/publish`, { ...formOn(body), reason: 'The May return' })
    expect(answer.statusCode, answer.body).toBe(303)
    expect(answer.headers.location).toBe(`${address}/receipt`)
    const receipt = textOf((await town.get(`${address}/receipt`)).body)
    expect(receipt).toContain('May 2019 is published')
    expect(receipt).toContain('The May return')
    expect(receipt).toContain(`${sampleRows} read, ${sampleRows} taken`)
    expect(receipt).toMatch(/[0-9a-f]{64}/)
    const json = await town.get(`${address}/receipt.json`)
    expect(JSON.parse(json.body).receipts[0]).toMatchObject({ kind: 'publish', reason: 'The May return' })
    expect((await town.get('/units/HP-S1/scorecards/2019-05')).statusCode).toBe(200)
  })

  it('is not published twice, in plain words', async () => {
    const { body } = await town.get(`${address}/changes`)
    const checked = (
      await town.db
        .selectFrom('extract')
        .select('checked_at')
        .where('id', '=', idOf(address))
        .executeTakeFirstOrThrow()
    ).checked_at
    expect(body).toContain('What 2019-05-case-system.csv changed')
    const answer = await town.send(`${address}/publish`, {
      checked: checked?.toISOString() ?? '',
      when: 'now',
    })
    expect(answer.statusCode).toBe(422)
    expect(textOf(answer.body)).toContain('was published already')
  })

  it('is taken back with a reason, and only with one', async () => {
    const { body } = await town.get(`${address}/revert`)
    expect(body).toContain('Nothing is deleted')
    expect(body).toContain('Why it is taken back (required)')
    const words = textOf(body)
    // All that the file gave was new, so it leaves nothing behind, and no file of this page exists.
    expect(words).toContain('It takes figures away for May 2019')
    expect(words).not.toMatch(/new figures|download|files at the top/)
    const lost = Number(/(\d+) figures lose their status/.exec(words)?.[1])
    const published = textOf((await town.get(`${address}/changes`)).body)
    const turned = Number(/(\d+) statuses changed/.exec(published)?.[1])
    expect(published).toContain('A new month is compared with the latest month before it.')
    expect(lost).toBeGreaterThan(turned)
    expect(words).toContain(
      'Publishing the file counted only the statuses that differed from the month before.',
    )
    const silent = await town.send(`${address}/revert`, { reason: '  ' })
    expect(silent.statusCode).toBe(422)
    expect(silent.body).toContain('Say why the file is taken back')
    const answer = await town.send(`${address}/revert`, { reason: 'The wrong month' })
    expect(answer.headers.location).toBe(`${address}/receipt`)
    const receipt = textOf((await town.get(`${address}/receipt`)).body)
    expect(receipt).toContain('2019-05-case-system.csv is taken back')
    expect(receipt).toContain('The wrong month')
    expect(receipt).toContain('Before that: it was published')
    expect((await town.get(`${address}/revert`)).statusCode).toBe(302)
  })
})

describe('a file with faults', () => {
  let town: Awaited<ReturnType<typeof council>>

  beforeAll(async () => {
    town = await council()
  })

  it('is not sent to be matched where its cells are separated by another sign', async () => {
    const content = csvOf(['HP-S1,CP04,2019-05,29,39']).replaceAll(',', ';')
    const { body } = await town.get(await town.sent([file(content, 'semicolons.csv')]))
    expect(textOf(body)).toContain('Save the file as .xlsx and send that, or paste the rows')
    expect(body).not.toContain('/match"')
    const other = await town.get(await town.sent([file('Team,Seen,Due\nNorth,3,4\n', 'other.csv')]))
    expect(other.body).toContain('/match"')
  })

  it.each([
    ['of another shape', csvOf([]).replace('numerator', 'seen').concat('HP-S1,CP04,2019-05,29,39\n'), 1],
    ['whose teams are blank below the first', csvOf(['HP-S1,CP04,2019-05,29,39', ',CP05,2019-05,29,39']), 1],
    ['that is right but for a figure', csvOf(['HP-S1,CP04,2019-05,92%,39']), 0],
  ])('%s offers to say how it is read once', async (_which, content, times) => {
    const { body } = await town.get(await town.sent([file(content, `${_which}.csv`)]))
    expect(body.match(/Say how this file is read/g) ?? []).toHaveLength(times)
    expect(body.match(/\/match"/g) ?? []).toHaveLength(times)
  })

  it('whose team cells are merged offers to say how it is read once', async () => {
    const workbook = dataTeamFiles['merged team cells']
    const { body } = await town.get(await town.sent([file(workbook, 'merged.xlsx')]))
    expect(textOf(body)).toContain('on the match page, tick “Fill down”')
    expect(body.match(/Say how this file is read/g)).toHaveLength(1)
  })

  it('is told by what mends it, with its rows as they stand and the message at the cell', async () => {
    const answer = await town.send('/extracts/new', { sample: 'three-faults' })
    const address = String(answer.headers.location)
    const { body } = await town.get(address)
    const words = textOf(body)
    expect(words).toContain('There are some problems with 2019-05-case-system-three-faults.csv')
    expect(words).toContain('You need to:')
    expect(words).toContain(
      `fix 2 numerators (rows ${faultyRow('ASMT-N,AS01')} and ${faultyRow('HP-S1,CP04')})`,
    )
    expect(words).toContain(`3 of ${sampleRows}`)
    expect(body).toMatch(
      /give the numerator and the denominator, without a % sign<\/span><span class="app-fault__value">79%/,
    )
    expect(body.match(/Upload your file again/g)).toHaveLength(2)
    expect((await town.get(`${address}/changes`)).headers.location).toBe(address)
    expect((await town.send(`${address}/publish`, { when: 'now' })).statusCode).toBe(409)
  })

  it('is mended once for all rows of a code, as a person says', async () => {
    const rows = ['HP-S11,CP04,2019-05,31,39', 'HP-S11,CP05,2019-05,31,39', 'HP-S2,CP4,2019-05,31,39']
    const address = await town.sent([file(csvOf(rows))])
    const { body } = await town.get(address)
    expect(textOf(body)).toContain('map 1 team code (2 rows)')
    expect(textOf(body)).toContain('Use HP-S1 (Help and Protection South 1) for all 2')
    const none = await town.send(`${address}/codes`, { 'column-0': 'team_code', 'from-0': 'HP-S11' })
    expect(none.statusCode).toBe(422)
    expect(none.body).toContain('Select what at least one of the codes means')
    const fields = {
      'column-0': 'team_code',
      'from-0': 'HP-S11',
      'to-0': 'HP-S1',
      'column-1': 'kpi_code',
      'from-1': 'CP4',
      'to-1': 'another',
      'other-1': 'CP04',
    }
    expect((await town.send(`${address}/codes`, { ...fields, 'other-1': '' })).body).toContain(
      'Choose what ‘CP4’ means',
    )
    expect((await town.send(`${address}/codes`, fields)).headers.location).toBe(address)
    const mended = await settled(town, address)
    expect(mended).toContain('is checked and ready to look at')
    expect(textOf(mended)).toContain('‘HP-S11’ read as HP-S1')
  })

  it('of an older encoding is read so when a person has seen its cells', async () => {
    const bytes = Buffer.from(
      csvOf(['HP-S1,CP04,2019-05,31,39,café'], `team_code,kpi_code,period,numerator,denominator,note`),
      'latin1',
    )
    const address = await town.sent([file(bytes, 'older.csv')])
    const { body } = await town.get(address)
    expect(textOf(body)).toContain('Row 2: ‘café’')
    expect((await town.send(`${address}/encoding`, {})).headers.location).toBe(address)
    expect(await settled(town, address)).toContain('is checked and ready to look at')
  })

  it('of another shape goes on to the page that says how it is read', async () => {
    const address = await town.sent([file('Visits report\n\nTeam,Due,Seen\nSouth 1,39,31\n', 'report.csv')])
    expect((await town.get(address)).body).toContain(`href="${address}/match"`)
  })

  it('of a workbook names the row of its sheet, as the workbook shows it', async () => {
    const rows = rowsXml([
      ['team_code', 'kpi_code', 'period', 'numerator', 'denominator'],
      ['HP-S1', 'CP04', '2019-05', 31, 39],
      ['HP-S2', 'CP04', '2019-05', 45, 41],
      ['HP-S1', 'CP05', 'May 2019', 3, 39],
    ])
    const workbook = workbookOf({
      sheets: [
        { name: 'Notes', rows: '' },
        { name: 'measurements', rows },
      ],
    })
    const address = await town.sent([file(workbook, 'may.xlsx')])
    const { body } = await town.get(address)
    const words = textOf(body)
    expect(words).toContain('There are some problems with may.xlsx')
    expect(words).toContain('Only rows with problems are shown: 2 of 3')
    expect(words).toMatch(/3 HP-S2 CP04 2019-05 Problem: Numerator \(45\) must be .* 45 41/)
    const marked = await town.get(`${address}/file-with-problems`)
    expect(marked.statusCode).toBe(200)
    expect(marked.rawPayload.subarray(0, 2).toString()).toBe('PK')
  })

  it('that is no workbook at all is refused in words', async () => {
    const address = await town.sent([file(Buffer.from('PK\x03\x04 cut short'), 'broken.xlsx')])
    const { body } = await town.get(address)
    expect(textOf(body)).toContain('There is a problem with broken.xlsx')
    expect(body).not.toContain('file-with-problems')
  })

  it.each(['rejected-rows.csv', 'rejected-rows.xlsx', 'error-summary.csv', 'file-with-problems'])(
    'gives %s',
    async (name) => {
      const address = await town.sent([file(csvOf(['HP-S1,CP04,2019-05,92%,39', `HP-S2,CP04,2019-05,1,3`]))])
      const page = await town.get(address)
      expect(page.body).toContain(`${address}/${name}`)
      const { statusCode, headers } = await town.get(`${address}/${name}`)
      expect(statusCode).toBe(200)
      expect(headers['content-disposition']).toContain('attachment')
    },
  )

  it('shows a repeated row beside the one it repeats', async () => {
    const address = await town.sent([file(csvOf(['HP-S1,CP04,2019-05,31,39', 'HP-S1,CP04,2019-05,30,39']))])
    const words = textOf((await town.get(address)).body)
    expect(words).toContain('choose between 2 repeated rows')
    expect(words).toContain('2 repeated in row 3')
  })

  it('is set aside when nobody needs it', async () => {
    const address = await town.sent([file(csvOf(['HP-S1,CP04,2019-05,92%,39']))])
    expect((await town.send(`${address}/cancel`, {})).headers.location).toBe(address)
    expect(textOf((await town.get(address)).body)).toContain('It was cancelled by Data team')
  })
})

describe('a pasted table', () => {
  it('is checked like a file, under a name of its own', async () => {
    const town = await council()
    const table =
      'team_code\tteam_name\tkpi_code\tperiod\tnumerator\tdenominator\tnote\r\nHP-S1\t\tCP04\t2019-05\t31\t39\t"two ""late""\r\nvisits"\r\n'
    const address = await town.sent([{ name: 'table', value: table }])
    const { body } = await town.get(address)
    expect(body).toContain('Pasted table is checked and ready to look at')
    expect(textOf(body)).toContain('two "late" visits')
  })
})

describe('a month that is signed off', () => {
  it('changes only with each warning ticked and a reason, and keeps what was typed', async () => {
    const town = await council()
    const address = await town.sent([file(csvOf(['HP-S1,CP04,2019-01,1,39']), 'restated.csv')])
    const { body } = await town.get(`${address}/changes`)
    const fields = formOn(body)
    const boxes = Object.keys(fields).filter((name) => name.startsWith('seen-'))
    expect(boxes.length).toBeGreaterThan(0)
    expect(textOf(body)).toContain('Signed-off months')
    const { [boxes[0] ?? '']: _, ...unticked } = fields
    const careless = await town.send(`${address}/publish`, { ...unticked, reason: '' })
    expect(careless.statusCode).toBe(422)
    expect(careless.body).toContain('<title>Error: ')
    expect(careless.body).toContain(`href="#${boxes[0]}"`)
    expect(careless.body).toContain('href="#reason"')
    const typed = await town.send(`${address}/publish`, { ...unticked, reason: 'Late recording <b>' })
    expect(typed.statusCode).toBe(422)
    expect(typed.body).toContain('Late recording &lt;b&gt;')
    const done = await town.send(`${address}/publish`, { ...fields, reason: 'Late recording' })
    expect(done.headers.location, done.body).toBe(`${address}/receipt`)
    expect(textOf((await town.get(`${address}/receipt`)).body)).toContain('Signed-off scorecards')
  })
})

describe('a time to publish at', () => {
  let town: Awaited<ReturnType<typeof council>>
  let address: string
  let fields: Record<string, string>

  beforeAll(async () => {
    town = await council()
    address = await town.sent([file(csvOf(['HP-S1,CP04,2019-05,31,39']))])
    fields = formOn((await town.get(`${address}/changes`)).body)
  })

  const at = (day: string, month: string, year: string, time: string) => ({
    ...fields,
    when: 'at',
    'on-day': day,
    'on-month': month,
    'on-year': year,
    time,
  })

  it.each([
    ['', '6', '2019', '9am', 'Enter the day'],
    ['31', '6', '2019', '9am', 'The day must be a real one'],
    ['11', '6', '2019', 'noon', 'The time must be like 9:30am or 14:00'],
    ['1', '6', '2019', '9am', 'This time has passed'],
  ])('%s %s %s at ‘%s’ is refused: %s', async (day, month, year, time, words) => {
    const answer = await town.send(`${address}/publish`, at(day, month, year, time))
    expect(answer.statusCode).toBe(422)
    expect(textOf(answer.body)).toContain(words)
    expect(answer.body).toContain(`value="${year}"`)
  })

  it('is not passed over where ‘Now’ is still selected', async () => {
    const answer = await town.send(`${address}/publish`, { ...at('11', '6', '2019', '9am'), when: 'now' })
    expect(answer.statusCode).toBe(422)
    expect(textOf(answer.body)).toContain('Select ‘At a day and time’')
  })

  it('is kept, in London’s time, and can be changed until it comes', async () => {
    const answer = await town.send(`${address}/publish`, at('11', '6', '2019', '9:30am'))
    expect(answer.headers.location, answer.body).toBe(address)
    expect(textOf((await town.get(address)).body)).toContain('11 June 2019 at 9:30am')
    expect(textOf((await town.get('/extracts')).body)).toContain('To be published 11 June 2019 at 9:30am')
    expect((await town.send(`${address}/cancel`, {})).headers.location).toBe(address)
  })
})

describe('where a second person has to agree', () => {
  it('waits for somebody other than the one who asked', async () => {
    const town = await council()
    await town.db.updateTable('council').set({ publishing_needs_approval: true }).execute()
    const address = await town.sent([file(csvOf(['HP-S1,CP04,2019-05,31,39']))])
    const fields = formOn((await town.get(`${address}/changes`)).body)
    expect((await town.send(`${address}/publish`, fields)).headers.location).toBe(address)
    expect((await town.get(`${address}/changes`)).body).toContain('somebody else has to agree')
    expect((await town.send(`${address}/approve`, {})).statusCode).toBe(422)
    const second = await town.get(`${address}/changes`, 'smt')
    expect(second.body).toContain('Approve: publish it')
    const approved = await town.send(`${address}/approve`, {}, 'smt')
    expect(approved.headers.location, approved.body).toBe(`${address}/receipt`)
    expect(textOf((await town.get(`${address}/receipt`)).body)).toContain(
      'approved by Senior management team',
    )
  })
})

describe('what the upload form refuses', () => {
  let town: Awaited<ReturnType<typeof council>>

  beforeAll(async () => {
    town = await council()
  })

  const kept = async () =>
    Number(
      (
        await town.db
          .selectFrom('extract')
          .select((e) => e.fn.countAll().as('n'))
          .executeTakeFirstOrThrow()
      ).n,
    )

  it.each([
    ['nothing at all', [] as FormPart[], 'Select a CSV or XLSX file'],
    [
      'no file',
      [{ name: 'file', filename: '', value: '', type: 'application/octet-stream' }],
      'Select a CSV or XLSX file',
    ],
    ['an empty table', [{ name: 'table', value: ' \r\n' }], 'Paste a table with its headings'],
    ['a list of children', [file('UPN,team_code\nA1,HP-S1\n')], 'looks like child-level data'],
    ['a table past its limit', [{ name: 'table', value: 'a\t'.repeat(2 ** 21 + 1) }], 'smaller than 4 MB'],
  ])('%s: the page again, and nothing stored', async (_name, parts, words) => {
    const before = await kept()
    const answer = await town.upload(parts)
    expect(answer.statusCode).toBe(422)
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8')
    expect(answer.body).toContain('<title>Error: Upload an extract')
    expect(textOf(answer.body)).toContain(words)
    expect(await kept()).toBe(before)
  })

  it.each([
    ['another session’s secret', 'x'.repeat(43)],
    ['no secret', ''],
  ])('%s', async (_name, csrf) => {
    const before = await kept()
    const answer = await town.upload([file(csvOf(['HP-S1,CP04,2019-05,31,39']))], { csrf })
    expect(answer.statusCode).toBe(403)
    expect(await kept()).toBe(before)
  })

  it('a secret that does not come first', async () => {
    const { cookie, csrf } = await town.as('data_team')
    const request = multipartForm([file(csvOf(['HP-S1,CP04,2019-05,31,39'])), { name: '_csrf', value: csrf }])
    const before = await kept()
    const answer = await town.app.inject({
      ...request,
      url: '/extracts/new',
      headers: { ...request.headers, ...fromOurPages, cookie },
    })
    expect(answer.statusCode).toBe(403)
    expect(await kept()).toBe(before)
  })

  it('a form from another site, before any of it is read', async () => {
    const { cookie, csrf } = await town.as('data_team')
    const request = multipartForm([{ name: '_csrf', value: csrf }, file('x')])
    const answer = await town.app.inject({
      ...request,
      url: '/extracts/new',
      headers: { ...request.headers, 'sec-fetch-site': 'cross-site', cookie },
    })
    expect(answer.statusCode).toBe(403)
  })

  it('anybody who may not upload', async () => {
    expect((await town.get('/extracts/new', 'smt')).statusCode).toBe(403)
    expect((await town.upload([file('x')], { role: 'team_manager' })).statusCode).toBe(403)
    expect((await town.get('/extracts', 'smt')).body).not.toContain('Upload an extract')
  })

  it('a form with a file to any other address', async () => {
    const { cookie, csrf } = await town.as('data_team')
    const request = multipartForm([
      { name: '_csrf', value: csrf },
      { name: 'reason', value: 'x' },
    ])
    const answer = await town.app.inject({
      ...request,
      url: '/extracts/1/revert',
      headers: { ...request.headers, ...fromOurPages, cookie },
    })
    expect(answer.statusCode).toBe(403)
  })
})

describe('a check that takes its time', () => {
  it('says how far it is, is safe to leave, and looks again without JavaScript', async () => {
    const town = await council()
    const address = await town.sent([file(csvOf(['HP-S1,CP04,2019-05,31,39']))])
    await town.db
      .updateTable('extract')
      .set({ status: 'checking', rows_read: 120_000 })
      .where('id', '=', idOf(address))
      .execute()
    const { body, headers } = await town.get(address)
    expect(headers.refresh).toBe('5')
    expect(textOf(body)).toContain('120,000 rows read so far')
    expect(textOf(body)).toContain('You can leave this page')
  })
})

describe('the rules', () => {
  it('stand at an anchor for each code', async () => {
    const town = await council()
    const { body } = await town.get('/help/extracts', 'team_manager')
    for (const code of ['bad_number', 'child_level_data', 'restates_signed_off'])
      expect(body).toContain(`id="${code}"`)
  })
})

describe('a template', () => {
  it('is given for each owner and month that the page offers', async () => {
    const town = await council()
    const { body } = await town.get('/extracts/new')
    const choices = (name: string) =>
      [...(body.split(`name="${name}"`)[1]?.split('</select>')[0] ?? '').matchAll(/value="([^"]+)"/g)].map(
        ([, value]) => value ?? '',
      )
    expect(choices('owner').length).toBeGreaterThan(1)
    for (const owner of choices('owner')) {
      const url = `/extracts/template.csv?owner=${encodeURIComponent(owner)}&month=${choices('month')[0]}`
      expect((await town.get(url)).statusCode, url).toBe(200)
    }
    expect((await town.get('/extracts/template.xlsx?owner=Data+team&month=2019-05')).statusCode).toBe(200)
  })
})

describe('a sample', () => {
  it('is downloaded as it is used', async () => {
    const town = await council()
    const { body, headers } = await town.get('/extracts/samples/clean.csv')
    expect(headers['content-disposition']).toContain('2019-05-case-system.csv')
    expect(body).toBe(clean)
  })
})

function sampleOf(name: string): string {
  const sample = demoSamples().get(name)
  if (sample === undefined) throw new Error(`there is no sample ‘${name}’`)
  return sample.content
}

/** The row of the sample with faults that begins with this text, by a spreadsheet's row number. */
function faultyRow(beginning: string): number {
  return faulty.split('\n').findIndex((line) => line.startsWith(beginning)) + 1
}

function idOf(address: string): number {
  return Number(address.split('/').at(-1))
}

/** The page of an extract after its check. */
async function settled({ get }: { get: (url: string) => Promise<{ body: string }> }, address: string) {
  let body = ''
  const read = async () => {
    body = (await get(address)).body
    return body
  }
  await expect.poll(read).not.toMatch(/<h1[^>]*>Checking/)
  return body
}
