import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { FairQueue } from '#server/fair-queue.ts'

/** Work that ends on demand. */
function pieceOfWork(started: string[], name: string) {
  let end: () => void = () => undefined
  const over = new Promise<void>((resolve) => {
    end = resolve
  })
  const work = async () => {
    started.push(name)
    await over
    return name
  }
  return { work, end }
}

const settle = () => new Promise((resolve) => setImmediate(resolve))

describe('a fair queue', () => {
  test('gives a place to be left later, by whoever took it', async () => {
    const queue = new FairQueue(1)
    const leave = await queue.enter('reading')
    const started: string[] = []
    const { work, end } = pieceOfWork(started, 'next')
    const done = queue.run('reading', work)
    await settle()
    expect(started).toEqual([])
    leave()
    await settle()
    expect(started).toEqual(['next'])
    end()
    expect(await done).toBe('next')
  })

  test('begins as many as it has places, and the rest in turn as places come free', async () => {
    const queue = new FairQueue(2)
    const started: string[] = []
    const pieces = ['a', 'b', 'c', 'd'].map((name) => pieceOfWork(started, name))
    const all = pieces.map(({ work }) => queue.run('one person', work))
    await settle()
    expect(started).toEqual(['a', 'b'])
    pieces[1]?.end()
    await settle()
    expect(started).toEqual(['a', 'b', 'c'])
    for (const { end } of pieces) end()
    expect(await Promise.all(all)).toEqual(['a', 'b', 'c', 'd'])
  })

  test('gives a free place to a person with none before the next of a person with several', async () => {
    const queue = new FairQueue(3)
    const started: string[] = []
    const many = ['a1', 'a2', 'a3', 'a4', 'a5'].map((name) => pieceOfWork(started, name))
    const one = pieceOfWork(started, 'b1')
    for (const { work } of many) queue.run('a', work)
    queue.run('b', one.work)
    await settle()
    many[0]?.end()
    await settle()
    expect(started).toEqual(['a1', 'a2', 'a3', 'b1'])
  })

  test('gives the place of work that failed to the next, and the failure to whoever asked for it', async () => {
    const queue = new FairQueue(1)
    const failed = queue.run('a', () => Promise.reject(new Error('broken')))
    expect(await Promise.all([failed.catch(String), queue.run('a', async () => 'next')])).toEqual([
      'Error: broken',
      'next',
    ])
  })

  test('does everything once, never more at once than it has places, whoever asks in whatever order', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 4 }),
        fc.array(fc.record({ whose: fc.constantFrom('a', 'b', 'c'), turns: fc.nat(3), fails: fc.boolean() })),
        async (places, asked) => {
          const queue = new FairQueue(places)
          let [atOnce, most, done] = [0, 0, 0]
          const all = asked.map(({ whose, turns, fails }) =>
            queue.run(whose, async () => {
              most = Math.max(most, ++atOnce)
              for (let turn = 0; turn < turns; turn++) await null
              atOnce--
              done++
              if (fails) throw new Error('broken')
            }),
          )
          await Promise.allSettled(all)
          expect(done).toBe(asked.length)
          expect(most).toBeLessThanOrEqual(places)
        },
      ),
    )
  })
})
