/** A pool of threads that take one order at a time. Every order is answered, whatever happens to a thread. */
import { Worker } from 'node:worker_threads'
import type { Answer, Order } from './message.ts'

export type ThreadPoolOptions = {
  threads: number
  /** How many milliseconds one order may take before its thread is ended. */
  patience: number
  /** How many orders may wait; further ones are refused at once. */
  mostWaiting: number
}

type Job = { order: Order; answer: (answer: Answer) => void }
type Seat = { worker: Worker; job: Job | null; clock: NodeJS.Timeout | null }

export type ThreadPool = {
  ask: (order: Order) => Promise<Answer>
  /** Starts every thread and gives each this order. */
  askAll: (order: Order) => Promise<void>
  close: () => Promise<void>
}

/** A pool without threads yet. A thread starts when there is work and no other thread is free. An idle thread does not keep the
 * process alive. */
export function threadPoolOf(options: ThreadPoolOptions): ThreadPool {
  return new Threads(options)
}

class Threads implements ThreadPool {
  readonly #options: ThreadPoolOptions
  readonly #seats = new Set<Seat>()
  readonly #waiting: Job[] = []
  #isClosed = false

  constructor(options: ThreadPoolOptions) {
    this.#options = options
  }

  ask(order: Order): Promise<Answer> {
    return new Promise((answer) => {
      const job: Job = { order, answer }
      if (this.#isClosed) return answer({ is: 'failed', why: 'The service is closing' })
      const free = [...this.#seats].find((seat) => seat.job === null)
      if (free !== undefined) return this.#give(free, job)
      if (this.#seats.size < this.#options.threads) return this.#give(this.#start(), job)
      if (this.#waiting.length >= this.#options.mostWaiting)
        return answer({ is: 'failed', why: 'Too many charts are waiting' })
      this.#waiting.push(job)
    })
  }

  async askAll(order: Order): Promise<void> {
    while (this.#seats.size < this.#options.threads && !this.#isClosed) this.#start()
    await Promise.all(
      [...this.#seats]
        .filter((seat) => seat.job === null)
        .map((seat) => new Promise((answer) => this.#give(seat, { order, answer }))),
    )
  }

  async close(): Promise<void> {
    this.#isClosed = true
    for (const job of this.#waiting.splice(0)) job.answer({ is: 'failed', why: 'The service is closing' })
    const leaving = [...this.#seats]
    for (const seat of leaving) this.#leave(seat, 'The service is closing')
    // An idle thread does not keep the process alive, but this one must be waited for.
    for (const { worker } of leaving) worker.ref()
    await Promise.all(leaving.map(({ worker }) => worker.terminate()))
  }

  #start(): Seat {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), {
      env: {},
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 48 },
    })
    const seat: Seat = { worker, job: null, clock: null }
    this.#seats.add(seat)
    worker.unref()
    worker.on('message', (answer: Answer) => {
      // A message that an ended thread had already sent; the thread takes no more orders.
      if (!this.#seats.has(seat)) return
      finish(seat, answer)
      this.#next(seat)
    })
    worker.on('error', (error) => {
      this.#leave(seat, error.message)
    })
    worker.on('exit', () => {
      this.#leave(seat, 'The drawing thread ended')
    })
    return seat
  }

  #give(seat: Seat, job: Job): void {
    const { patience } = this.#options
    seat.job = job
    seat.worker.ref()
    seat.clock = setTimeout(() => {
      this.#leave(seat, `Nothing was drawn within ${patience} ms`)
    }, patience)
    seat.worker.postMessage(job.order)
  }

  #next(seat: Seat): void {
    const job = this.#waiting.shift()
    if (job !== undefined) this.#give(seat, job)
  }

  #leave(seat: Seat, why: string): void {
    if (!this.#seats.delete(seat)) return
    void seat.worker.terminate()
    finish(seat, { is: 'failed', why })
    if (!this.#isClosed && this.#waiting.length > 0) this.#next(this.#start())
  }
}

/** Answers the order that a thread was working on. */
function finish(seat: Seat, answer: Answer): void {
  const { job } = seat
  if (seat.clock !== null) clearTimeout(seat.clock)
  seat.clock = null
  seat.job = null
  seat.worker.unref()
  job?.answer(answer)
}
