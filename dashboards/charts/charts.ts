import type { Draw } from './picture.ts'

/** What a page is given to show charts with. Neither ever fails: what cannot be made is null. */
export type Charts = {
  draw: Draw
  /** A stand-alone SVG as PNG, twice its size for a sharp paper. */
  png: (svg: string) => Promise<Buffer | null>
}
