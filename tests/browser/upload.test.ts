import { beforeAll, describe, expect, test } from 'vitest'
import { isWide } from '../support/run-size.ts'
import { type Service, signInAs } from './reader.ts'
import { openService } from './service.ts'

let service: Service

beforeAll(async () => {
  service = await openService()
})

const csv = (text: string) => ({ name: 'may-visits.csv', mimeType: 'text/csv', buffer: Buffer.from(text) })
const header = 'team_code,kpi_code,period,numerator,denominator\r\n'

async function openForm() {
  const { page, context, complaints } = await signInAs(service, 'data_team')
  await page.goto(`${service.address}/extracts/new`)
  return {
    page,
    context,
    complaints,
    file: page.locator('#file'),
    send: page.getByRole('button', { name: 'Upload and check' }),
  }
}

describe.runIf(isWide)('a file that is chosen', () => {
  test('and too large is named with its size, and not sent', async () => {
    const { page, context, complaints, file, send } = await openForm()
    await page.evaluate("document.querySelector('form[data-largest]').dataset.largest = '1048576'")
    const posted: string[] = []
    page.on('request', (request) => {
      if (request.method() === 'POST') posted.push(request.url())
    })
    await file.setInputFiles(csv('x'.repeat(2_000_000)))
    const alert = page.getByRole('alert')
    expect(await alert.textContent()).toBe(
      'may-visits.csv is 2 MB. A file must be at most 1 MB: nothing was sent',
    )
    expect((await file.getAttribute('aria-describedby'))?.split(' ')).toContain(
      await alert.getAttribute('id'),
    )
    await send.click()
    expect(page.url()).toBe(`${service.address}/extracts/new`)
    expect(posted).toEqual([])
    await file.setInputFiles(csv(header))
    expect(await alert.count()).toBe(0)
    expect(complaints).toEqual([])
    await context.close()
  })

  test('shows how much of it is sent, and leads to its extract', async () => {
    const { page, context, complaints, file, send } = await openForm()
    let letGo = () => {}
    const held = new Promise<void>((resolve) => {
      letGo = resolve
    })
    await page.route('**/extracts/new', async (route) => {
      await held
      await route.continue()
    })
    await file.setInputFiles(csv(`${header}HP-N1,CP04,2019-04,nine,11\r\n`))
    await send.click()
    await page.getByRole('progressbar', { name: 'Sending the file' }).waitFor()
    expect(await send.isDisabled()).toBe(true)
    letGo()
    await page.waitForURL(/\/extracts\/[0-9]+$/)
    expect(complaints).toEqual([])
    await context.close()
  })

  test('and refused is told on the form, which can be used again', async () => {
    const { page, context, file, send } = await openForm()
    await file.setInputFiles(csv('UPN,Forename,Surname\r\nA123456789012,Ann,Other\r\n'))
    await send.click()
    await page.getByRole('heading', { name: 'There is a problem' }).waitFor()
    expect(await page.title()).toMatch(/^Error: /)
    await file.setInputFiles(csv(`${header}HP-N1,CP04,2019-04,nine,12\r\n`))
    await send.click()
    await page.waitForURL(/\/extracts\/[0-9]+$/)
    await context.close()
  })
})

test.runIf(isWide)('a connection that is lost is told, and the file can be sent again', async () => {
  const { page, context, file, send } = await openForm()
  await page.route('**/extracts/new', (route) => route.abort())
  await file.setInputFiles(csv(`${header}HP-N1,CP04,2019-04,nine,13\r\n`))
  await send.click()
  await page.getByText('The connection was lost before an answer came').waitFor()
  expect(await send.isEnabled()).toBe(true)
  expect(await page.getByRole('progressbar').count()).toBe(0)
  await context.close()
})
