import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { isWide } from '../support/run-size.ts'
import { barriers, lostAt } from './checks.ts'
import { type Service, signInAs } from './reader.ts'
import { openService } from './service.ts'

/** Checks the current page: no barriers, and nothing lost on a phone or when zoomed in. */
async function look(page: Page, name: string): Promise<void> {
  expect(await barriers(page), name).toEqual([])
  expect(await lostAt(page, 'zoomed'), name).toEqual([])
}

const press = async (page: Page, name: string) => {
  await page.getByRole('button', { name, exact: true }).first().click()
  await page.waitForLoadState('load')
}
const heading = (page: Page) => page.locator('h1').innerText()

describe.runIf(isWide)('the data team’s ten minutes', () => {
  let service: Service

  beforeAll(async () => {
    service = await openService()
  })

  it('goes from file to published scorecard and back without JavaScript', async () => {
    const { page, context } = await signInAs(service, 'data_team', { javaScriptEnabled: false })
    await page.goto(`${service.address}/extracts`)
    await press(page, 'Upload an extract')
    await press(page, 'Use the clean sample')
    expect(await heading(page)).toBe('2019-05-case-system.csv is checked and ready to look at')
    await press(page, 'See what it would change')
    for (const box of await page.getByRole('checkbox').all()) await box.check()
    const reason = page.getByRole('textbox', { name: /reason|why/i }).first()
    await reason.fill('The May return')
    await press(page, 'Publish')
    expect(await heading(page)).toBe('May 2019 is published')
    await page.getByText(/Scorecards of the \d+ teams/).click()
    await page.getByRole('link', { name: 'Help and Protection South 1' }).click()
    expect(await heading(page)).toContain('Help and Protection South 1')
    await page.goBack()
    await press(page, 'Take it back')
    await page.getByLabel('Why it is taken back').fill('The wrong month')
    await press(page, 'Take it back')
    expect(await heading(page)).toBe('2019-05-case-system.csv is taken back')
    await context.close()
  })

  it('names what is wrong where it stands, and mends a code once, with no barrier on the way', async () => {
    const { page, context } = await signInAs(service, 'data_team')
    await page.goto(`${service.address}/extracts/new`)
    await press(page, 'Upload and check')
    await look(page, 'extract-nothing-selected')
    await press(page, 'Use the sample with faults')
    expect(await heading(page)).toContain('There are some problems')
    await look(page, 'extract-faults')
    await page.goto(`${service.address}/extracts/new`)
    await page.getByText('Or paste from a spreadsheet').click()
    await page
      .getByLabel('Rows with their headings')
      .fill('team_code\tkpi_code\tperiod\tnumerator\tdenominator\nHP-S11\tCP04\t2019-05\t31\t39\n')
    await press(page, 'Check the pasted rows')
    await look(page, 'extract-codes')
    await page.getByLabel(/^Use HP-S1/).check()
    await press(page, 'Use these codes and check again')
    await page.getByRole('button', { name: 'See what it would change' }).waitFor()
    await look(page, 'extract-ready')
    await press(page, 'See what it would change')
    await look(page, 'extract-changes')
    await page.getByLabel('At a day and time').check()
    await press(page, 'Publish')
    expect(await page.title()).toContain('Error: ')
    await look(page, 'extract-changes-errors')
    await page.goto(`${service.address}/extracts`)
    await look(page, 'extracts-waiting')
    await context.close()
  }, 120_000)

  it('prints a receipt on sheets of A4 upright', async () => {
    const { page, context } = await signInAs(service, 'data_team')
    await page.goto(`${service.address}/extracts/3/receipt`)
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
    const boxes = [...pdf.matchAll(/\/MediaBox ?\[ ?0 0 ([0-9.]+) ([0-9.]+) ?\]/g)]
    expect(boxes.length).toBeGreaterThan(0)
    for (const [, width, height] of boxes) expect(Number(width)).toBeLessThan(Number(height))
    await context.close()
  })
})
