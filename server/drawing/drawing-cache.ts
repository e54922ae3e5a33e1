import { createHash } from 'node:crypto'
import type { Drawing, Picture } from '#dashboards/charts/picture.ts'

/** The key of a picture: a hash of everything in it, so that new data makes a new picture. */
export function keyOf(picture: Picture): string {
  return createHash('sha256').update(JSON.stringify(picture)).digest('base64')
}

/** Keeps drawings in memory up to a number of characters; the least recently used are dropped first. */
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

  /** The number of characters held. */
  get size(): number {
    return this.#held
  }
}
