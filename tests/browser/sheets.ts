/** What a page is on paper, as Chromium prints it. */
import type { Page } from 'playwright-core'

/** How many sheets a page takes: a PDF names each sheet once. */
export async function sheetsOf(page: Page): Promise<number> {
  const pdf = await page.pdf({ preferCSSPageSize: true })
  return pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0
}

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
