import { beforeAll, describe, expect, it } from 'vitest'
import { isWide } from '../support/run-size.ts'
import { type Service, signInAs } from './reader.ts'
import { openService } from './service.ts'

const DARK = { forcedColors: 'active', colorScheme: 'dark' } as const

/** The style that the browser computes for the first matching element. */
const styleOf = (selector: string, property: string) =>
  `getComputedStyle(document.querySelector('${selector}')).${property}`

describe.runIf(isWide)('colours that are not ours', () => {
  let service: Service
  beforeAll(async () => {
    service = await openService()
  })

  it('of a dark system leave text, marks and pictures legible', async () => {
    const { page, context } = await signInAs(service, 'team_manager')
    await page.emulateMedia(DARK)
    await page.goto(`${service.address}/units/HP-S1/kpis/CP04?to=2019-04`)
    const canvas = await page.evaluate(styleOf('body', 'backgroundColor'))
    expect(canvas).toBe('rgb(0, 0, 0)')
    expect(await page.evaluate(styleOf('h1', 'color'))).toBe('rgb(255, 255, 255)')
    // A picture keeps its own ink, and therefore its white background.
    expect(await page.evaluate(styleOf('.app-chart__picture', 'backgroundColor'))).toBe('rgb(255, 255, 255)')
    expect(await page.evaluate(styleOf('main .app-glyph', 'color'))).toBe('rgb(255, 255, 255)')
    await page.goto(`${service.address}/units/HP-S1/scorecards/2019-04`)
    expect(await page.evaluate(styleOf('.app-spark', 'backgroundColor'))).toBe('rgb(255, 255, 255)')
    await context.close()
  })

  it('of a council stand in the header’s line and nowhere that carries a meaning', async () => {
    const { page, context, complaints } = await signInAs(service, 'administrator')
    await page.goto(`${service.address}/admin/settings`)
    const mark = styleOf('.app-search__button', 'backgroundColor')
    const before = await page.evaluate(mark)
    await page.getByLabel('Brand colour (optional)').fill('#5b2c83')
    await page.getByLabel('Logo (optional)').setInputFiles({
      name: 'logo.svg',
      mimeType: 'image/svg+xml',
      buffer: Buffer.from(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 20"><style>.a{fill:#12436D}</style><path class="a" d="M0 0h60v20z"/></svg>',
      ),
    })
    await page.getByRole('button', { name: 'Save the council’s look' }).click()
    expect(await page.getByText('The settings are saved.').isVisible()).toBe(true)
    expect(await page.evaluate(styleOf('.govuk-generic-header', 'borderBottomColor'))).toBe(
      'rgb(91, 44, 131)',
    )
    expect(await page.evaluate(mark)).toBe(before)
    // The picture was fetched and drawn under our pages' content security policy.
    expect(await page.evaluate(`document.querySelector('.app-logo').naturalWidth > 0`)).toBe(true)
    expect(complaints).toEqual([])
    await context.close()
  })

  it('that cannot be read on white are refused, with the focus led to the field', async () => {
    const { page, context } = await signInAs(service, 'administrator')
    await page.goto(`${service.address}/admin/settings`)
    await page.getByLabel('Brand colour (optional)').fill('#ffdd00')
    await page.getByRole('button', { name: 'Save the council’s look' }).click()
    await page.getByRole('link', { name: /contrast of 1\.3 to 1/ }).click()
    expect(await page.evaluate('document.activeElement.id')).toBe('brand_colour')
    expect(await page.getByLabel('Brand colour (optional)').inputValue()).toBe('#ffdd00')
    await context.close()
  })
})
