import { readFileSync } from 'node:fs'
import { html } from 'hono/html'
import { describe, expect, test } from 'vitest'
import { statusTag } from '#dashboards/components/status-tag/status-tag.ts'
import { type PageOptions, page } from '#dashboards/layout/page.ts'
import { unbrandedCss } from '#dashboards/layout/unbranded-css.ts'
import { some } from '../support/some.ts'
import { documentFaults, hostileVariants } from './markup.ts'

const options: PageOptions = {
  council: { name: 'Ridgeshire County Council', contact: { text: 'Performance team', href: '/help' } },
  nav: [
    { text: 'Scorecards', href: '/units/HP-S1/scorecards/latest' },
    { text: 'Plan', href: '/plan' },
  ],
  section: '/plan',
  actor: { name: 'Team manager', role: 'Help and Protection South 1', csrfToken: 'token' },
  demonstrationDay: 'Monday 10 June 2019',
  title: ['Scorecard', 'Help and Protection South 1', 'April 2019'],
  breadcrumbs: [{ text: 'Home', href: '/' }, { text: 'April 2019' }],
  notice: { text: 'Rating saved', success: true },
  body: html`<h1 class="govuk-heading-l">Scorecard</h1>`,
  footer: {
    source: 'Case system',
    published: '10 May 2019 at 9:32am by Data team',
    nextUpdate: '10 June 2019',
    qualityNotes: { text: 'Quality notes (2)', href: '/data-quality' },
  },
  printFooter: 'Help and Protection South 1, April 2019',
  wide: true,
  stylesheets: ['/assets/page.css'],
}
const whole = String(page(options))

describe('a page', () => {
  test('is sound HTML, in English, titled by thing, scope, month, service and council', async () => {
    expect(await documentFaults(whole)).toEqual([])
    expect(whole).toContain('<html lang="en-GB"')
    expect(whole).toContain(
      '<title>Scorecard – Help and Protection South 1 – April 2019 – Team scorecards – Ridgeshire County Council</title>',
    )
  })

  test('says first in its title that there is an error', () => {
    expect(String(page({ ...options, title: 'Publish', error: true }))).toContain(
      '<title>Error: Publish – Team scorecards',
    )
  })

  test('begins with a link past the header to the one main part', () => {
    expect(whole.indexOf('href="#main-content"')).toBeLessThan(whole.indexOf('<header'))
    expect(whole.match(/<main\b[^>]*id="main-content"/g)).toHaveLength(1)
  })

  test('says where the reader is, and offers only what it was given', () => {
    expect(whole).toMatch(/href="\/plan" aria-current="true"/)
    expect(whole.match(/govuk-service-navigation__item"/g)).toHaveLength(1)
    expect(whole).not.toContain('/extracts')
  })

  test('of a demonstration council names the one day it lives on; of another it says nothing', () => {
    expect(whole).toContain('Monday 10 June 2019')
    expect(String(page({ ...options, demonstrationDay: null }))).not.toContain('Demonstration')
  })

  test('signs out by a form that carries its token, and only where someone has signed in', () => {
    expect(whole).toMatch(/<form method="post" action="\/sign-out".*name="_csrf" value="token"/)
    expect(String(page({ ...options, actor: null }))).not.toContain('Sign out')
  })

  test('without figures has no data footer, and with unpublished ones says so', () => {
    expect(String(page({ ...options, footer: null }))).not.toContain('Source:')
    expect(String(page({ ...options, footer: { source: 'Case system', published: null } }))).toContain(
      'Not published yet',
    )
  })

  test('with figures says where they come from, when they change and whom to ask, from its frame unless it says so itself', () => {
    const record = {
      published: '10 June 2019 at 9:12am by Data team',
      nextUpdate: '11 June 2019 (May 2019)',
      qualityNotes: { text: 'Quality notes (1)', href: '/data-quality' },
    }
    const footed = (footer: PageOptions['footer']) => String(page({ ...options, record, footer }))
    const told = footed({ source: 'Case system' })
    for (const words of [
      'Source: Case system',
      'Published 10 June 2019 at 9:12am by Data team',
      'Next update 11 June 2019 (May 2019)',
      'Quality notes (1)',
      'Contact: <a class="govuk-link" href="/help">Performance team</a>',
    ])
      expect(told).toContain(words)
    const own = footed({ source: 'Case system', published: '10 May 2019 at 9:32am', qualityNotes: null })
    expect(own).toContain('Published 10 May 2019 at 9:32am')
    expect(own).not.toContain('Quality notes')
    expect(footed(null)).not.toContain('Source:')
  })

  test('without a contact leads to who answers what, and names one without an address plainly', () => {
    const asked = (contact: PageOptions['council']['contact']) =>
      String(page({ ...options, council: { ...options.council, contact: contact ?? null } }))
    expect(asked(null)).toContain('Contact: <a class="govuk-link" href="/help#asking">who to ask</a>')
    expect(asked({ text: 'Room 12', href: null })).toContain('Contact: Room 12<')
  })

  test('wears the council’s colour and logo, and its short name in the title', () => {
    const council = {
      name: 'Ridgeshire County Council',
      shortName: 'Ridgeshire',
      brandColour: '#12436D',
      stylesheet: '/assets/council.css?v=abc',
      logo: '/assets/council-logo?v=def',
    }
    const dressed = String(page({ ...options, council }))
    expect(dressed).toContain('– Team scorecards – Ridgeshire</title>')
    expect(dressed).toContain('<meta name="theme-color" content="#12436D">')
    expect(dressed).toMatch(/app\.css">\s*<link rel="stylesheet" href="\/assets\/council\.css\?v=abc">/)
    expect(dressed).toContain(
      '<img class="app-logo" src="/assets/council-logo?v=def" alt="">Ridgeshire County Council</a>',
    )
    expect(whole).not.toMatch(/council\.css|council-logo/)
  })

  test('has a box to search in where the reader may search', () => {
    expect(String(page({ ...options, search: true }))).toMatch(
      /<form action="\/search" method="get" role="search".*<label class="govuk-visually-hidden" for="site-search">/s,
    )
    expect(whole).not.toContain('role="search"')
  })

  test('says once what was just saved, with the way to it; its own notice first, and none beside an error', () => {
    const acknowledgement = {
      text: 'The agreed action is saved.',
      link: { text: 'See it', href: '/units/HP-S1/decisions/3' },
    }
    const after = String(page({ ...options, notice: null, acknowledgement }))
    expect(after).toMatch(
      /role="alert".*The agreed action is saved\. <a [^>]*decisions\/3">See it<\/a>.*<h1/s,
    )
    expect(String(page({ ...options, acknowledgement }))).not.toContain('The agreed action is saved')
    expect(String(page({ ...options, notice: null, acknowledgement, error: true }))).not.toContain('is saved')
  })

  test('offers to print only once a script has run, and leads back to the top from its foot', () => {
    expect(whole).toMatch(/<button type="button" [^>]*data-prints hidden>Print<\/button>/)
    expect(whole).toContain('<script type="module" src="/assets/print-page.js"></script>')
    expect(whole.indexOf('href="#main-content">Back to the top')).toBeGreaterThan(whole.indexOf('</main>'))
  })

  test('says at the foot of each printed sheet what it is, and explains the marks it shows and no others', () => {
    const foot = (shown: Partial<PageOptions>) =>
      /<div class="app-print-footer">.*<\/div>/s.exec(String(page({ ...options, ...shown })))?.[0] ?? ''
    expect(foot({})).toContain('<span>Help and Protection South 1, April 2019</span>')
    expect(foot({ printFooter: null })).toContain('Scorecard · Help and Protection South 1 · April 2019')
    expect(foot({})).not.toContain('app-mark')
    const marked = foot({ body: html`${statusTag({ status: 'met' })}${statusTag({ status: 'missed' })}` })
    expect(marked).toMatch(/#g-met.*Met<.*#g-missed.*Missed</s)
    expect(marked).not.toContain('Close')
  })

  test('holds no inline style, script or handler, and no crown', () => {
    expect(withoutOwnScripts(whole)).not.toMatch(/<style|\sstyle=|<script|\son[a-z]+=|crown|crest|gov\.uk\b/i)
  })

  test('shows hostile text as text, wherever it is put', () => {
    for (const variant of some(hostileVariants(options, `it's" onclick="x"><script>`))) {
      const markup = withoutOwnScripts(String(page(variant.options)))
      expect(markup, variant.path).not.toContain('<script')
      expect(markup.replaceAll(/>[^<]*</g, '><'), variant.path).not.toContain('" onclick')
    }
  })
})

/** Markup without the elements that load our own script files. */
function withoutOwnScripts(markup: string): string {
  return markup.replaceAll(/<script type="module" src="\/assets\/[a-z-]+\.js"><\/script>/g, '')
}

describe('GOV.UK Frontend’s stylesheet without its brand', () => {
  const original = readFileSync(
    new URL('../../node_modules/govuk-frontend/dist/govuk/govuk-frontend.min.css', import.meta.url),
    'utf8',
  )
  const css = unbrandedCss(original)

  test('names no GDS Transport, crest or crown, no GOV.UK blue, and fetches nothing', () => {
    expect(css).not.toMatch(/gds transport|crest|crown|@font-face|url\(|sourceMappingURL/i)
    expect(css).not.toMatch(/#1d70b8|#f4f8fb|#8eb8dc/i)
  })

  test('prints no address after a link', () => {
    expect(css).not.toContain('attr(href)')
  })

  test('loses nothing else: braces balance, and every component is still there', () => {
    expect(css.split('{').length).toBe(css.split('}').length)
    expect(css.length).toBeGreaterThan(original.length * 0.93)
    for (const name of [
      'summary-list',
      'pagination',
      'service-navigation',
      'error-summary',
      'table',
      'details',
      'generic-header',
    ]) {
      expect(css).toContain(`.govuk-${name}`)
    }
  })
})

describe('marks', () => {
  const body = html`<p>${statusTag({ status: 'met' })}</p><p>${statusTag({ status: 'met' })} ${statusTag({ status: 'close' })}</p>`
  const symbols = (markup: string) =>
    [...markup.matchAll(/<symbol id="g-([a-z_]+)"/g)].map(([, name]) => name)

  test('are drawn once on a page however often they are shown, and those it does not show not at all', () => {
    const marked = String(page({ ...options, body }))
    // Two in what is shown, and one in the key of the printed sheets.
    expect(marked.match(/<use href="#g-met"\/>/g)).toHaveLength(3)
    expect(symbols(marked)).toEqual(['met', 'close'])
    expect(String(page({ ...options, body: html`<p>None</p>` }))).not.toContain('<symbol')
  })

  test('are on the sheet too if the page waits for what shows them', async () => {
    expect(symbols(String(await page({ ...options, body: Promise.resolve(body) })))).toEqual(['met', 'close'])
  })

  test('are not agreed by words that look like one', () => {
    const text = '<use href="#g-met"/>'
    expect(symbols(String(page({ ...options, body: html`<p>${text}</p>` })))).toEqual([])
  })
})
