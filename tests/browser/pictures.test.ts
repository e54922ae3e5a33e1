import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { isWide, partOf } from '../support/run-size.ts'
import { some } from '../support/some.ts'
import {
  differences,
  FRAMES,
  type Frame,
  fitToKeep,
  launchPainter,
  openToDraw,
  picturedPages,
  pictureFile,
  pictureOf,
  withOurLetters,
} from './pictures.ts'
import { readersOf, type Service } from './reader.ts'
import { openService } from './service.ts'

/** The picture that was drawn instead, for looking into a difference; git ignores it. */
const drawnInstead = new URL('./screenshots/different/', import.meta.url)

describe.runIf(isWide)('the pictures that are kept of pages', () => {
  let service: Service
  let readerOf: ReturnType<typeof readersOf>

  beforeAll(async () => {
    rmSync(drawnInstead, { recursive: true, force: true })
    service = await openService(launchPainter())
    readerOf = readersOf(service, { prepare: withOurLetters })
  })

  for (const shown of partOf(picturedPages, 12, 4)) {
    const { name, role } = shown
    it(`are what ${name} looks like, on a desktop and on a phone`, async () => {
      const { page } = await readerOf(role)
      const different: string[] = []
      await openToDraw(page, service.address, shown)
      for (const frame of some(Object.keys(FRAMES) as Frame[])) {
        const file = pictureFile(name, frame)
        expect(existsSync(file), `npm run screenshots draws ${name} for the first time`).toBe(true)
        const made = await pictureOf(page, frame)
        const found = await differences(page, readFileSync(file), made)
        if (found.length === 0) continue
        mkdirSync(drawnInstead, { recursive: true })
        writeFileSync(new URL(file.pathname.split('/').at(-1) ?? name, drawnInstead), made)
        different.push(`${frame} ${found.slice(0, 5).join('; ')}, ${found.length} places in all`)
      }
      expect(
        different,
        `look in tests/browser/screenshots/different; where it is meant, npm run screenshots`,
      ).toEqual([])
    })
  }

  it('are never of an error: a page that fails is not drawn', async () => {
    const { page } = await readerOf('smt')
    const gone = { name: 'scorecard-team', role: 'smt', path: '/units/NO-SUCH' } as const
    await expect(openToDraw(page, service.address, gone)).rejects.toThrow(
      '/units/NO-SUCH answers smt with 404, not 200: there is no picture to draw of scorecard-team',
    )
  })

  it('are told apart by a mark that is gone, a colour that is another, and a line more', async () => {
    const page = await service.browser.newPage()
    const shown = async (markup: string) => {
      await page.setContent(`<body style="margin:20px;font:19px Arial">${markup}</body>`)
      return pictureOf(page, 'phone')
    }
    const tag = (colour: string) => `<p><b style="background:${colour};padding:8px 12px">Missed</b></p>`
    const lines = '<p>Visits to children in care, in time</p>'.repeat(8)
    const kept = await fitToKeep(page, await shown(tag('#cfe2f3') + lines))
    expect(await differences(page, kept, await shown(tag('#cfe2f3') + lines))).toEqual([])
    expect(await differences(page, kept, await shown(tag('#f4cdb8') + lines))).not.toEqual([])
    expect(await differences(page, kept, await shown(`<p>&nbsp;</p>${lines}`))).not.toEqual([])
    expect(
      await differences(page, kept, await shown(`${tag('#cfe2f3')}<p>One line more</p>${lines}`)),
    ).not.toEqual([])
  })

  it('are the same to a machine that smooths its letters otherwise', async () => {
    const page = await service.browser.newPage()
    const shown = async (look: string) => {
      await page.setContent(
        `<body style="margin:20px;font:19px Arial;${look}">${'<p>Visits to children in care, in time: 93% (112 of 120)</p>'.repeat(8)}</body>`,
      )
      return pictureOf(page, 'phone')
    }
    const kept = await fitToKeep(page, await shown(''))
    expect(await differences(page, kept, await shown('text-rendering:geometricPrecision'))).toEqual([])
    expect(await differences(page, kept, await shown('transform:translate(0.4px,0.4px)'))).toEqual([])
  })
})
