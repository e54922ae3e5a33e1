/** A chart as a value: which specifications draw it and what each is fed. Whoever draws it needs nothing else, so it
 *  can be drawn in another thread, and two equal pictures are one drawing. */
import type { ChartName } from './specs.ts'

/** What a specification is fed: its named data, its parameters, and the size of the plot in pixels. */
export type ChartInput = {
  data: Record<string, readonly object[]>
  params?: Record<string, unknown>
  width: number
  height: number
  padding: { left: number; right: number; top: number; bottom: number }
}

/** One specification with its input; `title` stands above it where several make one picture. */
export type Part = { chart: ChartName; input: ChartInput; title?: string }

/** Parts one above another, or in columns, each row as high as its highest. */
export type Picture = { parts: readonly Part[]; columns?: number }

/** A drawn picture: SVG text of exactly this size, in pixels. */
export type Drawing = { svg: string; width: number; height: number }

/** Draws a picture, now or later; null where it could not be drawn. Never fails. */
export type Draw = (picture: Picture) => Drawing | null | Promise<Drawing | null>

/** A chart with its words and its numbers: all that a page, a file or a paper shows of it. */
export type TitledChart = {
  picture: Picture
  /** The same for a phone. */
  narrow?: Picture
  /** The finding, by rule. */
  title: string
  /** What is measured, where, over which periods. */
  subtitle: string
  /** What shapes and colours mean, in words, for a picture that stands alone; the page has its own key. */
  key?: string | null
  /** By the rule of `alt-text.ts`. */
  alt: string
  /** The numbers beside the picture. Marks name their row by its number (`pointAt`), and what is said of a mark in the
   *  browser is read from there. */
  columns: readonly { heading: string; numeric?: boolean }[]
  rows: readonly (readonly string[])[]
  /** Where each row's name leads. */
  links?: readonly (string | null)[]
  records: readonly ChartRecord[]
}

/** A row of a chart's numbers, under the names that the API gives them. */
export type ChartRecord = Record<string, string | number | null>

/** A picture of one specification. */
export function pictureOf(chart: ChartName, input: ChartInput): Picture {
  return { parts: [{ chart, input }] }
}
