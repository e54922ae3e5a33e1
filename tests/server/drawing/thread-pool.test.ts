import { afterAll, afterEach, expect, test, vi } from 'vitest'
import { threadPoolOf } from '#server/drawing/thread-pool.ts'

const patience = 60_000
const pool = threadPoolOf({ threads: 1, patience, mostWaiting: 10 })
const order = { is: 'readiness', chart: 'trend' } as const

afterEach(() => vi.useRealTimers())
afterAll(() => pool.close())

test('a thread whose answer comes just after it was given up takes none of the orders that wait', async () => {
  expect((await pool.ask(order)).is).toBe('ready')
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const answers = [pool.ask(order), pool.ask(order), pool.ask(order)]
  // The thread answers while this thread is blocked; then the time limit passes before the answer is read.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500)
  vi.advanceTimersByTime(patience)
  vi.useRealTimers()
  expect((await Promise.all(answers)).map(({ is }) => is)).toEqual(['failed', 'ready', 'ready'])
}, 30_000)
