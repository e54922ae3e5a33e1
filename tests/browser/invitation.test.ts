import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { isWide } from '../support/run-size.ts'
import { type Service, signInAs } from './reader.ts'
import { openService } from './service.ts'

const press = async (page: Page, name: string) => {
  await page.getByRole('button', { name, exact: true }).first().click()
  await page.waitForLoadState('load')
}

describe.runIf(isWide)('an invited manager', () => {
  let service: Service

  beforeAll(async () => {
    service = await openService()
  })

  /** Adds a team manager, and returns the address of their link at this service. */
  async function invite(page: Page, name: string, email: string, team: string): Promise<string> {
    await page.goto(`${service.address}/admin/people`)
    await press(page, 'Add a person')
    await page.getByLabel('Name', { exact: true }).fill(name)
    await page.getByLabel('E-mail address').fill(email)
    await page.getByLabel('Role', { exact: true }).selectOption('Team manager')
    await page.getByLabel('Team or service').selectOption(team)
    await press(page, 'Add the person')
    const { pathname } = new URL(await page.locator('code').innerText())
    return `${service.address}${pathname}`
  }

  it('signs in by a link, sees one team, and stands in for another for a week, without JavaScript', async () => {
    const { page, context } = await signInAs(service, 'administrator', { javaScriptEnabled: false })
    const link = await invite(page, 'Jo Bell', 'jo.bell@council.example', 'Help and Protection South 1')
    await invite(page, 'Al Hill', 'al.hill@council.example', 'Help and Protection South 2')

    const own = await service.browser.newContext({ javaScriptEnabled: false })
    const manager = await own.newPage()
    const opens = async (path: string) => (await manager.goto(`${service.address}${path}`))?.status()
    await manager.goto(link)
    await manager.getByLabel('Choose a password').fill('seven lanterns drift slowly')
    await press(manager, 'Set the password and sign in')
    expect([await opens('/units/HP-S1'), await opens('/units/HP-S2')]).toEqual([200, 404])
    expect([await opens('/admin/people'), await opens(new URL(link).pathname)]).toEqual([403, 404])

    await page.goto(`${service.address}/admin/people?q=jo.bell@council.example`)
    await page.getByText('Give a role', { exact: true }).click()
    await page.getByLabel('Role', { exact: true }).selectOption('Team manager')
    await page.getByLabel('Team or service').selectOption('Help and Protection South 2')
    await page.getByLabel('In place of (a deputy)').selectOption('Al Hill')
    for (const [part, value] of [
      ['day', '17'],
      ['month', '6'],
      ['year', '2019'],
    ] as const)
      await page.locator(`#give-to-${part}`).fill(value)
    await press(page, 'Give the role')
    expect(await page.locator('main').innerText()).toContain('from 10 June 2019 to 17 June 2019')
    expect([await opens('/units/HP-S1'), await opens('/units/HP-S2')]).toEqual([200, 200])
    await opens('/account')
    expect(await manager.locator('main').innerText()).toContain('in place of Al Hill')

    for (const detail of await page.locator('details summary').all()) await detail.click()
    const told = await page.locator('main').innerText()
    expect(told).toMatch(
      /Added[\s\S]*Role given: Team manager[\s\S]*Invitation link made[\s\S]*Used 10 June 2019/,
    )
    await own.close()
    await context.close()
  })
})
