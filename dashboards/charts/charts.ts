import type { Draw } from './picture.ts'

/** The charts that a page is given. Neither function fails: a chart that cannot be drawn is null. */
export type Charts = {
  draw: Draw
  /** A stand-alone SVG as PNG, at twice its size so that it prints sharply. */
  png: (svg: string) => Promise<Buffer | null>
}
