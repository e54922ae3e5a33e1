/** Limits how much work runs at once. Further work waits its turn and is not refused. */

/** Work in a limited number of places. A free place goes to the sender with the fewest places, and among those to the one who
 * has waited longest. */
export class FairQueue {
  readonly #places: number
  readonly #running = new Map<string, number>()
  readonly #waiting: { whose: string; start: () => void }[] = []
  #taken = 0

  constructor(places: number) {
    this.#places = places
  }

  /** Runs the work as soon as there is a place for it, and returns or throws what the work returns or throws. */
  async run<T>(whose: string, work: () => Promise<T>): Promise<T> {
    const leave = await this.enter(whose)
    try {
      return await work()
    } finally {
      leave()
    }
  }

  /** Waits for a place and returns the function that gives it back, once. */
  async enter(whose: string): Promise<() => void> {
    await this.#turn(whose)
    return () => this.#leave(whose)
  }

  #turn(whose: string): Promise<void> {
    if (this.#taken < this.#places) {
      this.#enter(whose)
      return Promise.resolve()
    }
    return new Promise((start) => this.#waiting.push({ whose, start }))
  }

  #enter(whose: string): void {
    this.#taken++
    this.#running.set(whose, this.#runningOf(whose) + 1)
  }

  #leave(whose: string): void {
    this.#taken--
    const left = this.#runningOf(whose) - 1
    if (left > 0) this.#running.set(whose, left)
    else this.#running.delete(whose)
    const fewest = Math.min(...this.#waiting.map((each) => this.#runningOf(each.whose)))
    const next = this.#waiting.findIndex((each) => this.#runningOf(each.whose) === fewest)
    const [chosen] = next === -1 ? [] : this.#waiting.splice(next, 1)
    if (chosen === undefined) return
    this.#enter(chosen.whose)
    chosen.start()
  }

  #runningOf(whose: string): number {
    return this.#running.get(whose) ?? 0
  }
}

/** Files being received. Each may hold a database connection; two connections are left for everything else. */
export const uploads = new FairQueue(8)

/** Files being read and checked, which keeps one processor busy. */
export const checks = new FairQueue(2)

/** Processes that read workbooks, each with its own heap: for uploads, checks, pages and downloads together. */
export const readers = new FairQueue(8)
