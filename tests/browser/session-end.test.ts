import { beforeAll, describe, expect, test } from 'vitest'
import { isWide } from '../support/run-size.ts'
import { type Service, signInAs } from './reader.ts'
import { openService } from './service.ts'

let service: Service

beforeAll(async () => {
  service = await openService()
})

const form = '/units/HP-S1/kpis/CP04/commentary?period=2019-04'

async function openForm(time?: string) {
  const { page, context, complaints } = await signInAs(service, 'team_manager')
  await page.clock.install(time === undefined ? {} : { time })
  await page.goto(`${service.address}${form}`)
  return { page, context, complaints, alert: page.locator('.app-session-end') }
}

describe.runIf(isWide)('a page where something is typed', () => {
  test('warns five minutes before the session ends, and stays for who asks', async () => {
    const { page, context, complaints, alert } = await openForm()
    await page.clock.fastForward('24:00')
    expect(await alert.count()).toBe(0)
    await page.clock.fastForward('01:10')
    expect(await alert.textContent()).toContain('You will be signed out in 5 minutes')
    expect(await alert.getAttribute('role')).toBe('alert')
    const answer = page.waitForResponse('**/sign-in/stay')
    await page.getByRole('button', { name: 'Stay signed in' }).click()
    expect((await answer).status()).toBe(204)
    await page.clock.fastForward('00:10')
    await expect.poll(() => alert.count()).toBe(0)
    await page.clock.fastForward('25:00')
    expect(await alert.count()).toBe(1)
    expect(complaints).toEqual([])
    await context.close()
  })

  test('warns before the twelfth hour too, which nobody can put off', async () => {
    const { page, context, alert } = await openForm('2019-06-10T20:54:40Z')
    await page.clock.fastForward('00:06')
    expect(await alert.count()).toBe(0)
    await page.clock.fastForward('00:20')
    expect(await alert.textContent()).toContain(
      'You will be signed out in 5 minutes, because a session lasts 12 hours.',
    )
    expect(await page.getByRole('button', { name: 'Stay signed in' }).count()).toBe(0)
    await context.close()
  })

  test('says so if the session has ended already', async () => {
    const { page, context, alert } = await openForm()
    await context.clearCookies()
    await page.clock.fastForward('26:00')
    await page.getByRole('button', { name: 'Stay signed in' }).click()
    await expect.poll(() => alert.textContent()).toContain('You are signed out. Send the form')
    await context.close()
  })

  test('has what was typed when it is opened again, until it was sent', async () => {
    const { page, context, complaints } = await openForm()
    const body = page.locator('#body')
    const first = await body.inputValue()
    await body.fill('Two workers were away')
    await page.goto(`${service.address}/help`)
    expect(await page.locator('.app-session-end').count()).toBe(0)
    await page.goto(`${service.address}${form}`)
    expect(await body.inputValue()).toBe('Two workers were away')
    await page.evaluate(
      "document.querySelector('main form[method=post]').dispatchEvent(new Event('submit', { cancelable: true }))",
    )
    await page.goto(`${service.address}${form}`)
    expect(await body.inputValue()).toBe(first)
    expect(complaints).toEqual([])
    await context.close()
  })
})
