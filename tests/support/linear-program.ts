/** The largest value of a sum under equations, with every variable at least 0: the simplex method on a dense table. */

const tiny = 1e-9

export type LinearEquation = { sum: ReadonlyMap<number, number>; equals: number }

/** A set of equations that has a solution; several sums can be asked for one after another. */
export class LinearProgram {
  readonly #rows: Float64Array[]
  readonly #basis: number[]
  readonly #width: number

  /** Throws where the equations contradict each other. */
  constructor(variables: number, equations: readonly LinearEquation[]) {
    const all = variables + equations.length
    this.#width = variables
    this.#rows = equations.map(({ sum, equals }, i) => {
      const row = new Float64Array(all + 1)
      const sign = equals < 0 ? -1 : 1
      for (const [variable, factor] of sum) row[variable] = sign * factor
      row[variables + i] = 1
      row[all] = sign * equals
      return row
    })
    this.#basis = equations.map((_, i) => variables + i)
    const goal = new Float64Array(all + 1)
    for (const row of this.#rows) for (let j = 0; j <= all; j++) goal[j] = (goal[j] ?? 0) - (row[j] ?? 0)
    for (let j = variables; j < all; j++) goal[j] = 0
    this.#climb(goal, all)
    if ((goal[all] ?? 0) < -1e-6) throw new Error('The equations contradict each other')
    this.#dropInvented()
  }

  /** The largest value of a sum; without end if nothing limits it. */
  largest(sum: ReadonlyMap<number, number>): number {
    const last = (this.#rows[0]?.length ?? this.#width + 1) - 1
    const goal = new Float64Array(last + 1)
    for (const [variable, factor] of sum) goal[variable] = -factor
    this.#rows.forEach((row, i) => {
      const factor = goal[this.#basis[i] ?? 0] ?? 0
      if (factor !== 0) for (let j = 0; j <= last; j++) goal[j] = (goal[j] ?? 0) - factor * (row[j] ?? 0)
    })
    return this.#climb(goal, this.#width) ? (goal[last] ?? 0) : Number.POSITIVE_INFINITY
  }

  /** Improves until nothing improves any more; false where there is no end to it. */
  #climb(goal: Float64Array, width: number): boolean {
    const last = goal.length - 1
    for (let turn = 0; ; turn++) {
      let entering = -1
      for (let j = 0; j < width; j++) {
        if ((goal[j] ?? 0) >= -tiny) continue
        if (entering < 0 || (turn < 500 && (goal[j] ?? 0) < (goal[entering] ?? 0))) entering = j
        if (turn >= 500) break
      }
      if (entering < 0) return true
      let leaving = -1
      for (let i = 0; i < this.#rows.length; i++) {
        const row = this.#rows[i] as Float64Array
        if ((row[entering] ?? 0) <= tiny) continue
        const ratio = (row[last] ?? 0) / (row[entering] ?? 1)
        const best = this.#rows[leaving]
        const bestRatio = best === undefined ? 0 : (best[last] ?? 0) / (best[entering] ?? 1)
        const isTie = Math.abs(ratio - bestRatio) <= tiny
        if (
          best === undefined ||
          (isTie ? (this.#basis[i] ?? 0) < (this.#basis[leaving] ?? 0) : ratio < bestRatio)
        )
          leaving = i
      }
      if (leaving < 0) return false
      this.#pivot(leaving, entering, goal)
    }
  }

  #pivot(leaving: number, entering: number, goal: Float64Array): void {
    const pivot = this.#rows[leaving] as Float64Array
    const by = pivot[entering] ?? 1
    for (let j = 0; j < pivot.length; j++) pivot[j] = (pivot[j] ?? 0) / by
    for (const row of [...this.#rows, goal]) {
      const factor = row[entering] ?? 0
      if (row === pivot || factor === 0) continue
      for (let j = 0; j < pivot.length; j++) row[j] = (row[j] ?? 0) - factor * (pivot[j] ?? 0)
    }
    this.#basis[leaving] = entering
  }

  /** Takes the variables that were only there to begin with out of the solution. */
  #dropInvented(): void {
    const none = new Float64Array(this.#rows[0]?.length ?? 0)
    for (let i = this.#rows.length - 1; i >= 0; i--) {
      if ((this.#basis[i] ?? 0) < this.#width) continue
      const row = this.#rows[i] as Float64Array
      const entering = row.subarray(0, this.#width).findIndex((factor) => Math.abs(factor) > tiny)
      if (entering >= 0) this.#pivot(i, entering, none)
      else {
        this.#rows.splice(i, 1)
        this.#basis.splice(i, 1)
      }
    }
  }
}
