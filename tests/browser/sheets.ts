/** What a page is on paper, as Chromium prints it. */
import type { Page } from 'playwright-core'

/** How many sheets a page takes: a PDF names each sheet once. */
export async function sheetsOf(page: Page): Promise<number> {
  const pdf = await page.pdf({ preferCSSPageSize: true })
  return pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0
}

/**
 * The headings that are parted from what follows them: each is last on its sheet, and what it announces is on the next one. Chromium
 * parts a page into sheets only while it prints, so every heading and every piece of content gets a mark that the PDF tells the place
 * of: a link, out of the flow. The marks stay in the page.
 */
export async function partedHeadings(page: Page): Promise<string[]> {
  await page.emulateMedia({ media: 'print' })
  const marked = (await page.evaluate(marks)) as { heading: string | null }[]
  await page.emulateMedia({ media: null })
  const sheetOf = sheetsOfMarks((await page.pdf({ preferCSSPageSize: true })).toString('latin1'))
  const placed = marked.flatMap(({ heading }, mark) => {
    const sheet = sheetOf.get(mark)
    return sheet === undefined ? [] : [{ heading, sheet }]
  })
  if (placed.length < 5) return [`only ${placed.length} of ${marked.length} marks were printed`]
  return placed.flatMap(({ heading, sheet }, i) => {
    const next = placed[i + 1]
    if (heading === null || next === undefined || next.sheet === sheet) return []
    return [`sheet ${sheet} of ${Math.max(...sheetOf.values())} ends with the heading: ${heading}`]
  })
}

/** The first sheet that each mark is printed on: the heading of a table is printed again on each sheet of it. */
function sheetsOfMarks(pdf: string): Map<number, number> {
  const objects = new Map(
    [...pdf.matchAll(/(?:^|[\r\n])(\d+) 0 obj\b([\s\S]*?)endobj/g)].map(([, name, body]) => [
      name,
      body ?? '',
    ]),
  )
  const named = (body: string, list: string) =>
    [...(new RegExp(`/${list} \\[([^\\]]*)`).exec(body)?.[1] ?? '').matchAll(/(\d+) 0 R/g)].map(
      ([, name]) => objects.get(name) ?? '',
    )
  const leaves = (body: string): string[] =>
    /\/Type\s*\/Pages\b/.test(body) ? named(body, 'Kids').flatMap(leaves) : [body]
  const root = [...objects.values()].find(
    (each) => /\/Type\s*\/Pages\b/.test(each) && !/\/Parent\b/.test(each),
  )
  const sheets = new Map<number, number>()
  for (const [i, sheet] of leaves(root ?? '').entries())
    for (const link of named(sheet, 'Annots')) {
      const mark = /mark\.invalid\/(\d+)/.exec(link)?.[1]
      if (mark !== undefined && !sheets.has(Number(mark))) sheets.set(Number(mark), i + 1)
    }
  return sheets
}

/** Runs in the browser: gives each heading and each piece of content its mark, in the order of the page. */
const marks = `(() => {
  const headings = 'header, h1, h2, h3, h4, caption, figcaption, thead th, summary, .app-table__group > th'
  const isSeen = (each) => each.checkVisibility({ visibilityProperty: true }) && each.getBoundingClientRect().width > 2 &&
    each.getBoundingClientRect().height > 2
  const hasWords = (each) => [...each.childNodes].some((part) => part.nodeType === 3 && part.textContent.trim() !== '')
  const said = [...document.querySelectorAll('header *, main *, .app-footer *')].filter((each) =>
    (each.matches('svg:not(.app-glyph)') || (hasWords(each) && !each.closest('svg'))) && isSeen(each))
  const found = []
  for (const each of said) {
    const heading = each.closest(headings)
    const mark = document.createElement('a')
    mark.href = 'https://mark.invalid/' + found.length
    mark.style.cssText = 'position: absolute; width: 2px; height: 2px; display: block'
    if (each.matches('svg')) each.after(mark)
    else each.prepend(mark)
    found.push({ heading: heading === null ? null : heading.textContent.trim().slice(0, 60) })
  }
  return found
})()`

/** What would be read wrongly on paper, as sentences; none if all is well. Leaves the page as it was. */
export async function sheetFaults(page: Page): Promise<string[]> {
  await page.emulateMedia({ media: 'print' })
  const faults = (await page.evaluate(found)) as string[]
  await page.emulateMedia({ media: null })
  return faults
}

/** Runs in the browser. */
const found = `(() => {
  const shown = (choice) => [...document.querySelectorAll(choice)].filter((each) => each.checkVisibility())
  const told = (each) => each.textContent.trim().slice(0, 60)
  const style = (each) => getComputedStyle(each)
  const heights = (each) => [...each.children].map((part) => part.getBoundingClientRect())
  const sizes = new Set(shown('main .govuk-table__cell, main .app-heat__value').map((each) => style(each).fontSize))
  return [
    ...shown('h1, h2, h3, h4, caption, thead').filter((each) => style(each).breakAfter !== 'avoid')
      .map((each) => 'may stand last on a sheet: ' + told(each)),
    ...shown('.app-mark').filter((each) => !(/flex/.test(style(each).display) && style(each).flexWrap === 'nowrap'))
      .map((each) => 'may part from its word: ' + told(each)),
    ...shown('.app-mark').filter((each) => { const [mark, word] = heights(each); return word && mark && mark.height > 0 && mark.top > word.bottom })
      .map((each) => 'stands above its word: ' + told(each)),
    ...shown('.govuk-details:not([open]) .govuk-table').map((each) => 'numbers are printed that nobody opened: ' + told(each)),
    ...shown('.govuk-button, button, .app-account, .govuk-service-navigation').map((each) => 'is of no use on paper: ' + told(each)),
    ...(sizes.size > 1 ? ['tables in several sizes: ' + [...sizes].join(', ')] : []),
    ...shown('.app-print-footer').filter((each) => style(each).position !== 'fixed')
      .map(() => 'the foot is not on each sheet'),
    ...(shown('.app-print-footer').length === 1 ? [] : ['no foot, or more than one']),
    ...shown('.govuk-phase-banner').filter((each) => each.getBoundingClientRect().height > 24)
      .map(() => 'the demonstration takes more than a line'),
  ]
})()`
