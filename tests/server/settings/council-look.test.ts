import type { FastifyInstance } from 'fastify'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Role } from '#server/access/permissions/actor.ts'
import type { Db } from '#server/db/database.ts'
import { loadCouncil } from '#server/record/council.ts'
import { loadSettings } from '#server/record/settings.ts'
import { bearer, form, fromOurPages, signIn, testApp } from '../../support/app.ts'
import { testDatabase } from '../../support/database.ts'
import { type FormPart, multipartForm } from '../../support/upload-form.ts'

const asItCame = {
  name: 'Ridgeshire County Council (demonstration)',
  short_name: '',
  brand_colour: '',
  term_in_care: 'children_in_care',
  contact_name: '',
  contact_email: '',
}
const SVG =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><path d="M0 0h10v10z" fill="#12436D"/></svg>'

let app: FastifyInstance
let db: Db
beforeAll(async () => {
  db = (await testDatabase('catalogue')).db
  app = await testApp(db)
})

async function save(fields: Record<string, string>, files: FormPart[] = [], role: Role = 'administrator') {
  const { cookie, csrf } = await signIn(app, role)
  const parts = Object.entries({ _csrf: csrf, ...asItCame, ...fields }).map(([name, value]) => ({
    name,
    value,
  }))
  const request = multipartForm([...parts, ...files])
  return app.inject({
    ...request,
    url: '/admin/settings/look',
    headers: { ...request.headers, ...fromOurPages, cookie },
  })
}

const logo = (value: string | Buffer, filename = 'logo.svg') => ({
  name: 'logo',
  value,
  filename,
  type: 'image/svg+xml',
})

const read = async (url: string) => app.inject({ url, headers: await bearer(db, 'smt') })

describe('the council’s look', () => {
  test('is saved by an administrator and stands on every page at once', async () => {
    const saved = await save(
      {
        short_name: 'Ridgeshire',
        brand_colour: '12436d',
        contact_name: 'Performance team',
        contact_email: 'performance@ridgeshire.gov.uk',
      },
      [logo(SVG)],
    )
    expect([saved.statusCode, saved.headers.location]).toEqual([303, '/admin/settings?saved=yes'])
    const { body } = await read('/help')
    expect(body).toContain('<title>Help – Team scorecards – Ridgeshire</title>')
    expect(body).toContain('<meta name="theme-color" content="#12436D">')
    const sheet = /href="(\/assets\/council\.css\?v=[\w-]+)"/.exec(body)?.[1] ?? ''
    const css = await app.inject(sheet)
    expect(css.body).toBe(':root{--brand:#12436D}\n')
    expect(css.headers['content-type']).toBe('text/css; charset=utf-8')
    expect(css.headers['cache-control']).toContain('immutable')
    expect(body.indexOf(sheet)).toBeGreaterThan(body.indexOf('/assets/app.css'))
    const picture = /src="(\/assets\/council-logo\?v=[0-9a-f]{64})" alt=""/.exec(body)?.[1] ?? ''
    const image = await app.inject(picture)
    expect(image.headers['content-type']).toBe('image/svg+xml')
    expect(image.headers['content-security-policy']).toBe(
      "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    )
    expect(image.headers['x-content-type-options']).toBe('nosniff')
    expect(image.body).toContain('<path d="M0 0h10v10z"')
    expect((await app.inject('/sign-in')).body).toContain(picture.replaceAll('&', '&amp;'))
  })

  test('keeps who changed what and when, and nothing that stayed as it was', async () => {
    const { history } = (await loadSettings(db)) ?? { history: [] }
    expect(history.map(({ setting, value }) => [setting, value.slice(0, 12)])).toEqual([
      ['logo', expect.stringMatching(/^[0-9a-f]{12}$/)],
      ['contact_email', 'performance@'],
      ['contact_name', 'Performance '],
      ['brand_colour', '#12436D'],
      ['short_name', 'Ridgeshire'],
    ])
    expect(new Set(history.map(({ by }) => by))).toEqual(new Set(['Administrator']))
  })

  test('keeps the logo where none is sent, and takes it away when asked', async () => {
    const before = (await loadCouncil(db))?.logo
    expect((await save({})).statusCode).toBe(303)
    expect((await loadCouncil(db))?.logo).toBe(before)
    await save({ remove_logo: 'yes' })
    expect(await loadCouncil(db)).toMatchObject({ logo: null, brandColour: null, contactName: null })
    expect((await app.inject(`/assets/council-logo?v=${before}`)).statusCode).toBe(404)
    const { body } = await read('/help')
    expect(body).not.toContain('council-logo')
    expect(body).not.toContain('council.css')
  })

  test('that cannot be read on white is refused with the ratio, and what was typed is kept', async () => {
    const refused = await save({ name: 'Ridgeshire', brand_colour: '#FFDD00' })
    expect(refused.statusCode).toBe(422)
    expect(refused.body).toContain('<title>Error: Settings')
    expect(refused.body).toContain('contrast of 1.3 to 1 with white')
    expect(refused.body).toContain('href="#brand_colour"')
    expect(refused.body).toContain('value="Ridgeshire"')
    expect(await loadCouncil(db)).toMatchObject({ name: asItCame.name, brandColour: null })
  })

  test('with a script in its logo is refused whole, in plain words', async () => {
    const refused = await save({ name: 'Another name' }, [
      logo(SVG.replace('<path', '<script>alert(1)</script><path')),
    ])
    expect(refused.statusCode).toBe(422)
    expect(refused.body).toContain('The logo holds a script. Save it without, or as a PNG')
    expect(refused.body).not.toContain('alert(1)')
    expect(await loadCouncil(db)).toMatchObject({ name: asItCame.name, logo: null })
  })

  test('with a logo too large is refused', async () => {
    const refused = await save({}, [logo(Buffer.alloc(300_000, 0x20))])
    expect(refused.statusCode).toBe(422)
    expect(refused.body).toContain('The logo must be smaller than 100 KB')
  })

  test('with a name that would be markup shows it as text', async () => {
    expect((await save({ name: `<script>alert('x')</script> & "Co"` })).statusCode).toBe(303)
    for (const url of ['/help', '/sign-in', '/nothing-here']) {
      const { body } = await read(url)
      expect(body, url).toContain('&lt;script&gt;')
      expect(body, url).not.toContain('<script>alert')
    }
    await save({})
  })

  test('says the council’s own term in measures’ definitions, in pages and the API', async () => {
    await save({ term_in_care: 'looked_after_children' })
    const page = await read('/help/kpis/LC01')
    expect(page.body).toMatch(/looked after children seen within the limit/i)
    expect(page.body).not.toMatch(/children in care seen/i)
    const api = await read('/api/v1/kpis')
    expect(api.body).toContain('looked after children seen within the limit')
    await save({})
    expect((await read('/help/kpis/LC01')).body).toMatch(/children in care seen within the limit/i)
  })

  test('is changed by nobody else: not by the data team, nor without the form’s secret', async () => {
    expect((await save({ name: 'Mine' }, [], 'data_team')).statusCode).toBe(403)
    expect((await save({ name: 'Mine' }, [], 'smt')).statusCode).toBe(403)
    expect((await save({ _csrf: 'wrong', name: 'Mine' })).statusCode).toBe(403)
    const { cookie } = await signIn(app, 'administrator')
    for (const request of [
      multipartForm([]),
      multipartForm([{ name: 'name', value: 'Mine' }]),
      form({ name: 'Mine' }),
    ]) {
      const answer = await app.inject({
        ...request,
        url: '/admin/settings/look',
        headers: { ...request.headers, ...fromOurPages, cookie },
      })
      expect(answer.statusCode).toBe(403)
    }
    expect((await loadCouncil(db))?.name).toBe(asItCame.name)
  })

  test('may come as a plain form, without a logo', async () => {
    const { cookie, csrf } = await signIn(app, 'administrator')
    const request = form({ _csrf: csrf, ...asItCame, short_name: 'RCC' })
    const answer = await app.inject({
      ...request,
      url: '/admin/settings/look',
      headers: { ...request.headers, ...fromOurPages, cookie },
    })
    expect(answer.statusCode).toBe(303)
    expect((await loadCouncil(db))?.shortName).toBe('RCC')
    await save({})
  })

  test.each(['', '?v=', '?v=zz', '?v[]=a', '?v=%27%3B--', `?v=${'0'.repeat(64)}`])(
    'has no logo at /assets/council-logo%s',
    async (query) => {
      expect((await app.inject(`/assets/council-logo${query}`)).statusCode).toBe(404)
    },
  )
})
