/** Threads that take one order at a time. Whatever happens to a thread, every order is answered. */
import { Worker } from 'node:worker_threads'
import type { Answer, Order } from './message.ts'

export type ThreadPoolOptions = {
  threads: number
  /** Milliseconds one order may take before its thread is ended. */
  patience: number
  /** Orders that may wait; more are refused at once. */
  mostWaiting: number
}

type Job = { order: Order; answer: (answer: Answer) => void }
type Seat = { worker: Worker; job: Job | null; clock: NodeJS.Timeout | null }

export type ThreadPool = {
  ask: (order: Order) => Promise<Answer>
  /** Starts every thread and gives each the order. */
  askAll: (order: Order) => Promise<void>
  close: () => Promise<void>
}

/** A crew without threads yet: each starts when there is work that no other is free for. An idle thread keeps no
 *  process alive. */
export function threadPoolOf({ threads, patience, mostWaiting }: ThreadPoolOptions): ThreadPool {
  const seats = new Set<Seat>()
  const waiting: Job[] = []
  let closed = false

  function start(): Seat {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), {
      env: {},
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 48 },
    })
    const seat: Seat = { worker, job: null, clock: null }
    seats.add(seat)
    worker.unref()
    worker.on('message', (answer: Answer) => {
      // What a thread that was ended had still sent: it takes no more orders.
      if (!seats.has(seat)) return
      finish(seat, answer)
      next(seat)
    })
    worker.on('error', (error) => {
      leave(seat, error.message)
    })
    worker.on('exit', () => {
      leave(seat, 'The drawing thread ended')
    })
    return seat
  }

  function give(seat: Seat, job: Job): void {
    seat.job = job
    seat.worker.ref()
    seat.clock = setTimeout(() => {
      leave(seat, `Nothing was drawn within ${patience} ms`)
    }, patience)
    seat.worker.postMessage(job.order)
  }

  function finish(seat: Seat, answer: Answer): void {
    const { job } = seat
    if (seat.clock !== null) clearTimeout(seat.clock)
    seat.clock = null
    seat.job = null
    seat.worker.unref()
    job?.answer(answer)
  }

  function next(seat: Seat): void {
    const job = waiting.shift()
    if (job !== undefined) give(seat, job)
  }

  function leave(seat: Seat, why: string): void {
    if (!seats.delete(seat)) return
    void seat.worker.terminate()
    finish(seat, { is: 'failed', why })
    if (!closed && waiting.length > 0) next(start())
  }

  function ask(order: Order): Promise<Answer> {
    return new Promise((answer) => {
      const job: Job = { order, answer }
      if (closed) return answer({ is: 'failed', why: 'The service is closing' })
      const free = [...seats].find((seat) => seat.job === null)
      if (free !== undefined) return give(free, job)
      if (seats.size < threads) return give(start(), job)
      if (waiting.length >= mostWaiting) return answer({ is: 'failed', why: 'Too many charts are waiting' })
      waiting.push(job)
    })
  }

  async function askAll(order: Order): Promise<void> {
    while (seats.size < threads && !closed) start()
    await Promise.all(
      [...seats]
        .filter((seat) => seat.job === null)
        .map((seat) => new Promise((answer) => give(seat, { order, answer }))),
    )
  }

  async function close(): Promise<void> {
    closed = true
    for (const job of waiting.splice(0)) job.answer({ is: 'failed', why: 'The service is closing' })
    const leaving = [...seats]
    for (const seat of leaving) leave(seat, 'The service is closing')
    // An idle thread keeps no process alive, and this one is to be waited for.
    for (const { worker } of leaving) worker.ref()
    await Promise.all(leaving.map(({ worker }) => worker.terminate()))
  }

  return { ask, askAll, close }
}
