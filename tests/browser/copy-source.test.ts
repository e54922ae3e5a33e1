import { beforeAll, describe, expect, test } from 'vitest'
import { isWide } from '../support/run-size.ts'
import { type Service, signInAs } from './reader.ts'
import { openService } from './service.ts'

let service: Service

beforeAll(async () => {
  service = await openService()
})

const card = '/units/HP-S1/scorecards/2019-04'
const source = 'CP visits in timescale, Help and Protection South 1, April 2019, published'

/** The page, with permission to read the clipboard. */
async function openCard() {
  const { page, context, complaints } = await signInAs(service, 'team_manager')
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: service.address })
  await page.goto(`${service.address}${card}`)
  const copied = () => page.evaluate('navigator.clipboard.readText()') as Promise<string>
  return { page, context, complaints, copied }
}

describe.runIf(isWide)('a figure', () => {
  test('selected in its cell and copied has its source after it', async () => {
    const { page, context, complaints, copied } = await openCard()
    await page.locator('#kpi-CP04 .app-figure__value').selectText()
    await page.keyboard.press('Control+c')
    expect(await copied()).toMatch(new RegExp(`^56\\.4%\\n56\\.4% \\(22 of 39\\), ${source} `))
    expect(complaints).toEqual([])
    await context.close()
  })

  test('is copied with its source by a button that the keyboard reaches, and that says what it did', async () => {
    const { page, context, copied } = await openCard()
    const row = page.locator('#kpi-CP04 + tr')
    expect(await row.getByRole('button', { name: 'Copy with source' }).isVisible()).toBe(false)
    await row.locator('summary').first().focus()
    await page.keyboard.press('Enter')
    const button = row.getByRole('button', { name: 'Copy with source' })
    await button.focus()
    await page.keyboard.press('Enter')
    await page.getByText('Copied', { exact: true }).waitFor()
    expect(await copied()).toContain(`56.4% (22 of 39), ${source}`)
    expect(await page.locator('[role=status]', { hasText: 'Copied: 56.4%' }).count()).toBe(1)
    await context.close()
  })

  test('of many is copied with the name of its page alone, and what is typed is left as it is', async () => {
    const { page, context, copied } = await openCard()
    await page.keyboard.press('Control+a')
    await page.keyboard.press('Control+c')
    expect(await copied()).toMatch(/\nFrom .*Help and Protection South 1.*April 2019.*$/)
    await page.goto(`${service.address}/units/HP-S1/kpis/CP04/commentary?period=2019-04`)
    await page.locator('#body').fill('Two visits were late')
    await page.locator('#body').selectText()
    await page.keyboard.press('Control+c')
    expect(await copied()).toBe('Two visits were late')
    await context.close()
  })

  test('or a headline is copied without the words of the buttons that stand within it', async () => {
    const { page, context, copied } = await openCard()
    await page
      .locator('.app-sourced')
      .first()
      .click({ clickCount: 3, position: { x: 5, y: 5 } })
    await page.keyboard.press('Control+c')
    expect(await copied()).toMatch(/^April 2019: \d+ of \d+ judged measures met target/)
    expect(await copied()).toMatch(/\nHelp and Protection South 1, April 2019, published /)
    expect(await copied()).not.toContain('Copy with source')
    await context.close()
  })

  test('of a chart’s numbers is copied with its row, its column, its chart and when it was last published', async () => {
    const { page, context, copied } = await openCard()
    await page.goto(`${service.address}/units/HP-S1/kpis/CP04?to=2019-04`)
    await page.getByText('Show the numbers').first().click()
    const row = page.locator('figure.app-chart table tbody tr').first()
    await row.locator('td').first().click({ clickCount: 3 })
    await page.keyboard.press('Control+c')
    expect(await copied()).toMatch(
      /\n56\.4%, April 2019, Value, CP visits in timescale.*Help and Protection South 1.*, as last published \d+ \w+ 2019 at .+$/,
    )
    await context.close()
  })

  test('says its source without a script too', async () => {
    const { page, context } = await signInAs(service, 'team_manager', { javaScriptEnabled: false })
    await page.goto(`${service.address}${card}`)
    await page.locator('#kpi-CP04 + tr summary').first().click()
    expect(await page.locator('#kpi-CP04 + tr .app-source').innerText()).toContain(source)
    expect(await page.getByRole('button', { name: 'Copy with source' }).count()).toBe(0)
    await context.close()
  })
})
