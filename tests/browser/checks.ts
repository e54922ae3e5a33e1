/** The checks that every page must pass in a real browser. Each returns its faults as sentences; none if all is well. */
import { readFileSync } from 'node:fs'
import axe from 'axe-core'
import type { Page } from 'playwright-core'

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
const probe = readFileSync(new URL('probe.js', import.meta.url), 'utf8')

/** A desktop; a phone 320 pixels wide; the same desktop zoomed to 400%, which leaves 320 by 200 of its pixels. */
export const SIZES = {
  desktop: { width: 1280, height: 800 },
  phone: { width: 320, height: 640 },
  zoomed: { width: 320, height: 200 },
  paper: { width: 718, height: 1016 },
} as const

/** Barriers by the rules of WCAG 2.2 AA and of best practice. */
export async function barriers(page: Page): Promise<string[]> {
  await page.evaluate(axe.source)
  return page.evaluate(`axe.run(document, { runOnly: ${JSON.stringify(TAGS)}, resultTypes: ['violations'] }).then(
    ({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ target }) => target.join(' ')).join(', ')))`)
}

/** What is lost, cut off or out of reach at a size, compared with the desktop. Leaves the page at the desktop's size. */
export async function lostAt(page: Page, size: keyof typeof SIZES): Promise<string[]> {
  await page.evaluate(probe)
  // What a small screen folds away is there once its fold is opened.
  await page.evaluate(
    "document.querySelectorAll('.app-fold, .app-overview__fold').forEach((fold) => { fold.open = true })",
  )
  const offered = (await page.evaluate('probe.offered()')) as string[]
  await page.setViewportSize(SIZES[size])
  const there = new Set((await page.evaluate('probe.offered()')) as string[])
  const lost = (await page.evaluate('probe.lost()')) as string[]
  await page.setViewportSize(SIZES.desktop)
  const gone = [...new Set(offered)].filter((each) => !there.has(each)).map((each) => `is gone: ${each}`)
  return [...lost, ...gone].map((fault) => `at ${SIZES[size].width} by ${SIZES[size].height} ${fault}`)
}

/** How many pixels a page is wider than its window: what lies there is seen only by who scrolls sideways. */
export function tooWide(page: Page): Promise<number> {
  return page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')
}

/** What Tab does not reach, reaches invisibly, or cannot leave, from the top of the page to its end. */
export async function keyboardFaults(page: Page, size: keyof typeof SIZES = 'desktop'): Promise<string[]> {
  await page.setViewportSize(SIZES[size])
  await page.evaluate(probe)
  const places = (await page.evaluate('probe.listFocusable()')) as number
  const faults: string[] = []
  const reached = new Set<number>()
  let first: number | null = null
  for (let pressed = 0; pressed < places + 10; pressed++) {
    await page.keyboard.press('Tab')
    const at = (await page.evaluate('probe.focused()')) as { place: number; faults: string[] } | null
    // After the end Tab begins at the top. Returning there earlier means that the rest was not reached.
    if (at === null) continue
    if (at.place === first) break
    first ??= at.place
    reached.add(at.place)
    faults.push(...at.faults)
  }
  for (let place = 0; place < places; place++)
    if (!reached.has(place)) faults.push(`never reached: ${await page.evaluate(`probe.toldPlace(${place})`)}`)
  await page.setViewportSize(SIZES.desktop)
  return faults.map((fault) => `by keyboard at ${SIZES[size].width} by ${SIZES[size].height} ${fault}`)
}

/** What is illegible from a grey printer. Leaves the page as on the screen. */
export async function paperFaults(page: Page): Promise<string[]> {
  await page.emulateMedia({ media: 'print' })
  await page.setViewportSize(SIZES.paper)
  await page.evaluate(probe)
  const faults = (await page.evaluate('probe.pale()')) as string[]
  await page.emulateMedia({ media: 'screen' })
  await page.setViewportSize(SIZES.desktop)
  return faults.map((fault) => `on paper ${fault}`)
}

/** What a page offers with scripts but not without them. */
export async function neededScripts(page: Page, withoutScripts: Page): Promise<string[]> {
  await withoutScripts.goto(page.url())
  const offered: Set<string>[] = []
  for (const each of [page, withoutScripts]) {
    await each.evaluate(probe)
    offered.push(new Set((await each.evaluate('probe.offered()')) as string[]))
  }
  const [having, lacking] = offered
  return [...(having ?? [])]
    .filter((each) => !each.startsWith('button ') && !lacking?.has(each))
    .map((each) => `without scripts there is no ${each}`)
}
