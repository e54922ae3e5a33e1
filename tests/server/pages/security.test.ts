import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, test } from 'vitest'
import { securityQuestions } from '#dashboards/pages/help/security/facts.ts'
import { usage } from '#server/commands/usage.ts'
import type { Db } from '#server/db/database.ts'
import { bearer, testApp } from '../../support/app.ts'
import { testDatabase } from '../../support/database.ts'
import { some } from '../../support/some.ts'

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))
let db: Db

beforeAll(async () => {
  ;({ db } = await testDatabase('catalogue'))
})

describe('the page of security', () => {
  const facts = securityQuestions.flatMap((question) => question.facts)

  test('names beside each answer a test that there is', () => {
    const missing = some(facts).filter(({ file, test: title }) => {
      const path = join(ROOT, file)
      return !existsSync(path) || !readFileSync(path, 'utf8').includes(`'${title}'`)
    })
    expect(missing.map(({ file, test: title }) => `${file} has no test “${title}”`)).toEqual([])
  })

  test('shows them all, and for how long lines are kept', async () => {
    const app = await testApp(db)
    const headers = await bearer(db, 'administrator')
    const { body, statusCode } = await app.inject({ url: '/help/security', headers })
    await app.close()
    expect(statusCode).toBe(200)
    for (const { question } of some(securityQuestions)) expect(body).toContain(question)
    expect(body).toContain('kept for 72 months here')
  })
})

describe('what the page says', () => {
  test('a file that lists children is refused, and nothing of it is stored', async () => {
    const app = await testApp(db)
    const headers = { ...(await bearer(db, 'data_team')), 'content-type': 'text/csv' }
    const payload = 'child id,forename,surname,date of birth\n7,Ann,Bell,2010-05-04\n'
    const answer = await app.inject({ method: 'POST', url: '/api/v1/extracts', headers, payload })
    await app.close()
    expect(answer.statusCode).toBe(422)
    expect(answer.body).not.toContain('Bell')
    expect(await db.selectFrom('extract').selectAll().execute()).toEqual([])
    expect(await db.selectFrom('extract_chunk').selectAll().execute()).toEqual([])
  })

  test('no command makes a backup yet', () => {
    expect(usage).toContain('prove')
    expect(usage).not.toMatch(/^ {2}(backup|restore)\b/m)
  })

  test('nothing is sent to another machine but by the client of the sign-in provider', () => {
    const files = ['server', 'jobs', 'dashboards'].flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
        .filter((path) => path.endsWith('.ts'))
        .map((path) => `${folder}/${path}`),
    )
    expect(files.length).toBeGreaterThan(300)
    const sending =
      /\bfetch\(|import \{[^}]*\b(request|get|connect|createConnection|Agent)\b[^}]*\} from 'node:|openid-client|nodemailer|undici/
    const found = files.filter((path) => sending.test(readFileSync(join(ROOT, path), 'utf8')))
    expect(found).toEqual(['server/access/sign-in/provider/provider.ts'])
  })
})
