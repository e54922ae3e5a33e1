import { createHash } from 'node:crypto'
import type { Drawing, Picture } from '#dashboards/charts/picture.ts'

/** What a picture is known by: a hash of all that is in it, so that new data is another picture. */
export function keyOf(picture: Picture): string {
  return createHash('sha256').update(JSON.stringify(picture)).digest('base64')
}

/** Drawings in memory, at most so many characters of them; those not used for longest go first. */
export class DrawingCache {
  readonly #most: number
  readonly #drawings = new Map<string, Drawing>()
  #held = 0

  constructor(mostCharacters: number) {
    this.#most = mostCharacters
  }

  get(key: string): Drawing | undefined {
    const drawing = this.#drawings.get(key)
    if (drawing === undefined) return undefined
    this.#drawings.delete(key)
    this.#drawings.set(key, drawing)
    return drawing
  }

  add(key: string, drawing: Drawing): void {
    if (this.#drawings.has(key) || drawing.svg.length > this.#most) return
    this.#drawings.set(key, drawing)
    this.#held += drawing.svg.length
    for (const [oldest, { svg }] of this.#drawings) {
      if (this.#held <= this.#most) break
      this.#drawings.delete(oldest)
      this.#held -= svg.length
    }
  }

  /** Characters held. */
  get size(): number {
    return this.#held
  }
}
