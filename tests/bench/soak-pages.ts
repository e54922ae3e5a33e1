/** Every page as every role in a real browser: at every size, by keyboard, on paper and without scripts. */
import { type Role, roles } from '#server/access/permissions/actor.ts'
import { barriers, keyboardFaults, lostAt, neededScripts, paperFaults } from '../browser/checks.ts'
import { missingPages, pages, type Shown } from '../browser/pages.ts'
import { closeService, type Reader, readersOf, type Service, serviceOver } from '../browser/reader.ts'
import { withDemonstration } from '../support/demonstration.ts'

/** Two at once, so that one reads while the other waits. */
const READERS = 2

type Counts = { shown: number; refused: number; looks: number; faults: number }

/** One pass over all pages. Prints each fault as it is found and a line for each role. Returns the number of faults. */
export async function soakPages(say: (line: string) => void): Promise<number> {
  const began = performance.now()
  const total: Counts = { shown: 0, refused: 0, looks: 0, faults: 0 }
  await withDemonstration(async (db) => {
    const service = await serviceOver(db)
    const waiting = [...roles]
    try {
      await Promise.all(
        Array.from({ length: READERS }, async () => {
          for (let role = waiting.shift(); role !== undefined; role = waiting.shift()) {
            const counts = await readAll(service, role, say)
            for (const key of Object.keys(total) as (keyof Counts)[]) total[key] += counts[key]
            say(`${role}: ${lineOf(counts)}`)
          }
        }),
      )
    } finally {
      await closeService(service)
    }
  })
  say(`${lineOf(total)}, in ${Math.round((performance.now() - began) / 1000)} s`)
  return total.faults
}

const lineOf = ({ shown, refused, looks, faults }: Counts) =>
  `${shown} pages shown, ${refused} refused, ${looks} looks, ${faults} faults`

async function readAll(service: Service, role: Role, say: (line: string) => void): Promise<Counts> {
  const reader = await readersOf(service)(role)
  const bare = await readersOf(service, { javaScriptEnabled: false })(role)
  const counts: Counts = { shown: 0, refused: 0, looks: 0, faults: 0 }
  const paths = Map.groupBy(pages, ({ path }) => path)
  for (const [path, ways] of paths) {
    const isMain = ways.some((way) => way.role === role)
    const { status, looks, faults } = await lookAt(service.address + path, reader, bare, isMain)
    if (!isExpected(status, ways, isMain)) faults.push(`answered ${status}`)
    counts[status === 200 ? 'shown' : 'refused']++
    counts.looks += looks
    counts.faults += faults.length
    for (const fault of faults) say(`${role} ${path} ${fault}`)
  }
  await reader.context.close()
  await bare.context.close()
  return counts
}

/** A role sees the page or is told that it may not; the role a page is made for must see it. */
function isExpected(status: number, ways: readonly Shown[], isMain: boolean): boolean {
  if (ways.some(({ name }) => missingPages.includes(name))) return status === 404
  return isMain ? status === 200 : [200, 403, 404].includes(status)
}

async function lookAt(address: string, reader: Reader, bare: Reader, isMain: boolean) {
  const { page, complaints } = reader
  complaints.length = 0
  const status = (await page.goto(address))?.status() ?? 0
  const checks: (() => Promise<string[]>)[] = [
    () => barriers(page),
    () => lostAt(page, 'phone'),
    () => lostAt(page, 'zoomed'),
    () => keyboardFaults(page),
    () => paperFaults(page),
    () => neededScripts(page, bare.page),
  ]
  if (isMain) checks.push(() => keyboardFaults(page, 'zoomed'))
  const faults: string[] = []
  for (const check of checks) faults.push(...(await check()))
  // The browser itself reports only that a page was refused.
  const remarks = complaints.filter((each) => status === 200 || !each.includes(`status of ${status}`))
  return { status, looks: checks.length, faults: [...faults, ...remarks] }
}
