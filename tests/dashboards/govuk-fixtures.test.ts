import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { some } from '../support/some.ts'
import { ours } from './govuk-adapters.ts'
import { NotTaken, type Options } from './govuk-options.ts'
import { normalised } from './markup.ts'

type Fixture = { name: string; options: Options; html: string }

const published = new URL('../../node_modules/govuk-frontend/dist/govuk/components/', import.meta.url)

/** Parts of other components, compared within their fixtures. */
const parts = {
  label: 'input',
  hint: 'input',
  'error-message': 'input',
  fieldset: 'radios',
}
/** What none of our pages has. */
const notUsed = [
  ...['accordion', 'back-link', 'character-count', 'cookie-banner', 'exit-this-page', 'feedback', 'footer'],
  ...['header', 'language-navigation', 'password-input', 'tabs'],
]

const taken: Record<string, { name: string; made: string }[]> = {}
const notTaken: Record<string, string[]> = {}

describe.each(some(Object.keys(ours)))('%s', (component) => {
  const file = new URL(`${component}/fixtures.json`, published)
  const { fixtures } = JSON.parse(readFileSync(file, 'utf8')) as { fixtures: Fixture[] }
  const pairs = fixtures.flatMap(({ name, options, html }) => {
    try {
      const made = String(ours[component]?.(options))
      taken[component] = [...(taken[component] ?? []), { name, made }]
      return [{ name, made, html }]
    } catch (fault) {
      if (!(fault instanceof NotTaken)) throw fault
      notTaken[component] = [...(notTaken[component] ?? []), name]
      return []
    }
  })
  test.each(some(pairs))('is as GOV.UK Frontend publishes it: $name', ({ made, html }) => {
    expect(normalised(made)).toBe(normalised(html))
  })
})

test('the fixtures ours does not take are these', () => {
  expect({
    taken: Object.fromEntries(Object.entries(taken).map(([k, v]) => [k, v.length])),
    notTaken,
  }).toMatchSnapshot()
})

test('every component of GOV.UK Frontend is compared, is part of one that is, or stands in no page of ours', () => {
  const theirs = readdirSync(published, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
  expect([...Object.keys(ours), ...Object.keys(parts), ...notUsed].sort()).toEqual(theirs.sort())
  for (const [part, holder] of Object.entries(parts))
    expect(taken[holder]?.map(({ made }) => made).join(), part).toContain(`class="govuk-${part}`)
  const dashboards = fileURLToPath(new URL('../../dashboards/', import.meta.url))
  const sources = readdirSync(dashboards, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(`${dashboards}${file}`, 'utf8'))
  for (const name of notUsed) {
    const uses = sources.filter((source) => new RegExp(`govuk-${name}(?![a-z])`).test(source))
    expect(uses.length, name).toBe(0)
  }
})
