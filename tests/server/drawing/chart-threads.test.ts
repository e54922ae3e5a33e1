import { afterAll, describe, expect, test } from 'vitest'
import { drawPicture } from '#dashboards/charts/draw.ts'
import type { Picture } from '#dashboards/charts/picture.ts'
import { examples } from '#dashboards/charts/small-multiples/examples.ts'
import { examples as trends } from '#dashboards/charts/trend/examples.ts'
import { type ChartThreads, chartThreadsOf } from '#server/drawing/chart-threads.ts'
import { DrawingCache, keyOf } from '#server/drawing/drawing-cache.ts'

const opened: ChartThreads[] = []
const failures: string[] = []
function open(options: Partial<Parameters<typeof chartThreadsOf>[0]> = {}): ChartThreads {
  const threads = chartThreadsOf({ onFailure: (why) => failures.push(why), ...options })
  opened.push(threads)
  return threads
}
afterAll(() => Promise.all(opened.map((threads) => threads.close())))

const pictures = Object.values(examples())
const picture = pictures[0] as Picture
const broken = { parts: [{ ...picture.parts[0], chart: 'no such chart' }] } as unknown as Picture

describe('a pool of drawing threads', () => {
  test('draws in its threads, byte for byte, what would be drawn here', async () => {
    const threads = open()
    await threads.warm()
    const all = [...pictures, ...Object.values(trends())]
    expect(await Promise.all(all.map((p) => threads.draw(p)))).toEqual(all.map(drawPicture))
  })

  test('draws the same data once, however often it is asked for, and then has it at hand', async () => {
    const threads = open({ threads: 1 })
    const [first, second] = [threads.draw(picture), threads.draw(structuredClone(picture))]
    expect(second).toBe(first)
    const drawing = await first
    expect(threads.draw(picture)).toBe(drawing)
  })

  test('gives nothing for a picture that cannot be drawn, says why, and goes on', async () => {
    const threads = open({ threads: 1 })
    failures.length = 0
    expect(await threads.draw(broken)).toBeNull()
    expect(failures.join()).toContain('There is no chart no such chart')
    expect(await threads.draw(picture)).toEqual(drawPicture(picture))
  })

  test('gives nothing for what cannot be sent to a thread', async () => {
    const unsendable = { parts: [{ ...picture.parts[0], extra: () => 1 }] } as unknown as Picture
    expect(await open({ threads: 1 }).draw(unsendable)).toBeNull()
  })

  test('ends a thread that takes too long, and answers everybody', async () => {
    const threads = open({ threads: 1, patience: 1 })
    failures.length = 0
    expect(await Promise.all(pictures.map((p) => threads.draw(p)))).toEqual(pictures.map(() => null))
    expect(failures.join()).toContain('within 1 ms')
  })

  test('refuses what is more than may wait, and answers it at once', async () => {
    const threads = open({ threads: 1, mostWaiting: 1 })
    const answers = await Promise.all(pictures.map((p) => threads.draw(p)))
    expect(answers.filter((drawing) => drawing !== null)).toHaveLength(2)
  })

  test('once closed answers with nothing', async () => {
    const threads = open({ threads: 1 })
    const waiting = threads.draw(picture)
    await threads.close()
    expect(await waiting).toBeNull()
    expect(await threads.draw(pictures[1] as Picture)).toBeNull()
    expect(await threads.png('<svg xmlns="http://www.w3.org/2000/svg"/>')).toBeNull()
  })

  test('makes a PNG twice the size, in its own font, the same each time', async () => {
    const threads = open({ threads: 1 })
    const svg =
      '<svg xmlns="http://www.w3.org/2000/svg" width="120" height="40"><text x="5" y="25" font-family="Arial, sans-serif" font-size="20">Visits</text></svg>'
    const png = await threads.png(svg)
    expect(png?.subarray(1, 4).toString()).toBe('PNG')
    expect([png?.readUInt32BE(16), png?.readUInt32BE(20)]).toEqual([240, 80])
    expect((await threads.png(svg))?.equals(png as Buffer)).toBe(true)
    const blank = await threads.png(svg.replace('Visits', ''))
    expect(png?.length).toBeGreaterThan((blank?.length ?? 0) + 200)
  })

  test('makes no PNG of what is no SVG', async () => {
    expect(await open({ threads: 1 }).png('<html>')).toBeNull()
  })
})

describe('drawings in memory', () => {
  const drawing = (length: number) => ({ svg: 'x'.repeat(length), width: 1, height: 1 })

  test('are at most so many characters; those not used for longest go first', () => {
    const cache = new DrawingCache(10)
    cache.add('a', drawing(4))
    cache.add('b', drawing(4))
    cache.get('a')
    cache.add('c', drawing(4))
    expect(['a', 'b', 'c'].map((key) => cache.get(key) !== undefined)).toEqual([true, false, true])
    expect(cache.size).toBe(8)
  })

  test('hold none that alone is larger than all may be, and count none twice', () => {
    const cache = new DrawingCache(10)
    cache.add('huge', drawing(11))
    cache.add('a', drawing(6))
    cache.add('a', drawing(6))
    expect(cache.get('huge')).toBeUndefined()
    expect(cache.size).toBe(6)
  })

  test('are known by their data: a changed figure is another drawing', () => {
    const changed = structuredClone(picture)
    expect(keyOf(changed)).toBe(keyOf(picture))
    ;(changed.parts[0]?.input as { width: number }).width += 1
    expect(keyOf(changed)).not.toBe(keyOf(picture))
  })
})
