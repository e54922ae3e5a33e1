/** Pictures of pages: kept for review, and compared on every run. Two machines never draw the same pixels: their fonts differ,
 * and so does their smoothing of the edges of letters. So letters are those of Arimo, which we carry, drawn without hinting, so
 * that lines have the same length everywhere. Pixels are not compared but the mean colour of blocks of 8 by 8, which changes
 * hardly if an edge is drawn slightly elsewhere. A tile of 64 by 64 pixels differs if more than a third of its ink has moved,
 * and at least as much as fills a block: hinting moves at most a quarter, a light tag in another colour two fifths, a line that
 * is gone or new all of it. */
import { readFileSync } from 'node:fs'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { launchChromium } from '../support/chromium.ts'
import { missingPages, pages, type Shown } from './pages.ts'
import { palettePng, STEPS } from './palette-png.ts'

/** The upper part of a page, two screens high; what is below it is of the same kind. */
export const FRAMES = {
  desktop: { width: 1280, height: 1600 },
  phone: { width: 320, height: 1600 },
} as const
export type Frame = keyof typeof FRAMES

const MOST_MOVED = 1 / 3

/** One page for each layout that pages have. */
const pictured = [
  ...['home-team-manager', 'home-data-team', 'home-board', 'sign-in', 'scorecard-team', 'scorecard-council'],
  ...[
    'scorecard-restated',
    'kpi-team',
    'kpi-council',
    'unit-service',
    'overview',
    'compare',
    'plan',
    'action',
  ],
  ...[
    'checks',
    'extracts',
    'extract',
    'extract-changed',
    'extract-receipt',
    'help',
    'definition',
    'not-found',
  ],
]
export const picturedPages: readonly Shown[] = pages.filter(({ name }) => pictured.includes(name))

export const pictureFile = (name: string, frame: Frame): URL =>
  new URL(`./screenshots/${name}${frame === 'phone' ? '-320' : ''}.png`, import.meta.url)

export function launchPainter(): Promise<Browser> {
  return launchChromium(['--font-render-hinting=none', '--force-color-profile=srgb', '--disable-lcd-text'])
}

const fonts = new URL('../../server/drawing/fonts/', import.meta.url)
const faces = ['Arial', 'Helvetica', 'Helvetica Neue', 'monospace']
  .flatMap((family) =>
    (['regular', 'bold'] as const).map(
      (weight) =>
        `@font-face { font-family: '${family}'; font-weight: ${weight === 'bold' ? 700 : 400}; src: url('/assets/arimo-${weight}.ttf') }`,
    ),
  )
  .join('\n')

/** Gives a browser's pages our font: the service's own stylesheet with the fonts after it. */
export async function withOurLetters(context: BrowserContext): Promise<void> {
  await context.route('**/assets/app.css*', async (route) => {
    const answer = await route.fetch()
    await route.fulfill({
      response: answer,
      body: `${await answer.text()}\n${faces}\ncode, pre { font-family: Arial }`,
    })
  })
  await context.route('**/assets/arimo-*.ttf', (route) =>
    route.fulfill({ body: readFileSync(new URL(route.request().url().split('/').at(-1) ?? '', fonts)) }),
  )
}

/** Opens a page to be drawn. Throws if it answers with an error, so that no picture of an error is ever kept as the page. */
export async function openToDraw(page: Page, address: string, { name, role, path }: Shown): Promise<void> {
  const status = (await page.goto(address + path))?.status()
  const meant = missingPages.includes(name) ? 404 : 200
  if (status !== meant)
    throw new Error(
      `${path} answers ${role} with ${status}, not ${meant}: there is no picture to draw of ${name}`,
    )
}

/** A page as it is now. */
export async function pictureOf(page: Page, frame: Frame): Promise<Buffer> {
  await page.setViewportSize(FRAMES[frame])
  await page.evaluate(`document.fonts.ready.then(${laidOutAnew})`)
  return page.screenshot({ animations: 'disabled', caret: 'hide' })
}

/** Lays the page out from nothing: a table that was laid out at another size, or before the font came, keeps columns that are a
 *  fraction of a pixel wider. */
const laidOutAnew = `() => {
  document.body.style.display = 'none'
  document.body.getBoundingClientRect()
  document.body.style.display = ''
  return true
}`

/** A picture with few colours, suitable to be kept. */
export async function fitToKeep(page: Page, png: Buffer): Promise<Buffer> {
  const { width, height, data } = (await page.evaluate(
    `(${pixelsOf})(${JSON.stringify(png.toString('base64'))}).then(${asText})`,
  )) as { width: number; height: number; data: string }
  return palettePng(Buffer.from(data, 'base64'), width, height)
}

/** Where a picture differs from the kept one; empty if they look the same to a reader. */
export async function differences(page: Page, kept: Buffer, made: Buffer): Promise<string[]> {
  const [one, other] = [kept, made].map((png) => `(${pixelsOf})(${JSON.stringify(png.toString('base64'))})`)
  return (await page.evaluate(`Promise.all([${one}, ${other}]).then(${compared(MOST_MOVED)})`)) as string[]
}

/** The rest runs in the browser, which can already decode PNGs. */
const pixelsOf = `async (png) => {
  const bytes = Uint8Array.from(atob(png), (c) => c.charCodeAt(0))
  const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }))
  const { width, height } = bitmap
  const canvas = new OffscreenCanvas(width, height).getContext('2d')
  canvas.drawImage(bitmap, 0, 0)
  return { width, height, data: canvas.getImageData(0, 0, width, height).data }
}`

const asText = `({ width, height, data }) => {
  let text = ''
  for (let i = 0; i < data.length; i += 30000) text += String.fromCharCode(...data.subarray(i, i + 30000))
  return { width, height, data: btoa(text) }
}`

const compared = (most: number) => `([kept, made]) => {
  if (kept.width !== made.width || kept.height !== made.height)
    return ['it was ' + kept.width + ' by ' + kept.height + ' and is ' + made.width + ' by ' + made.height]
  // The picture kept has few colours: the other is rounded as it was.
  let step = ${STEPS.few}
  for (let i = 0; i < kept.data.length; i++)
    if (kept.data[i] % step !== 0) {
      step = ${STEPS.many}
      break
    }
  const [across, down] = [Math.ceil(kept.width / 8), Math.ceil(kept.height / 8)]
  const [before, after] = [kept, made].map(({ width, height, data }) => {
    const ink = new Float64Array(across * down * 3)
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++)
        for (let c = 0; c < 3; c++)
          ink[((y >> 3) * across + (x >> 3)) * 3 + c] += 255 - Math.round(data[(y * width + x) * 4 + c] / step) * step
    return ink
  })
  const found = []
  for (let top = 0; top < down; top += 8)
    for (let left = 0; left < across; left += 8) {
      let [moved, was, is] = [0, 0, 0]
      for (let y = top; y < Math.min(top + 8, down); y++)
        for (let at = (y * across + left) * 3; at < (y * across + Math.min(left + 8, across)) * 3; at++) {
          moved += Math.abs(before[at] - after[at])
          was += before[at]
          is += after[at]
        }
      const share = moved / Math.max(was, is)
      if (moved > 3 * 64 * 255 && share > ${most})
        found.push(Math.round(100 * share) + '% at ' + left * 8 + ', ' + top * 8)
    }
  return found
}`
