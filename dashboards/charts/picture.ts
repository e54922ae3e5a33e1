/** A chart as a value: which specifications draw it and the input of each. Drawing needs nothing else, so it can happen in
 * another thread, and two equal pictures need only one drawing. */
import type { ChartName } from './specs.ts'

/** The input of a specification: its named data, its parameters, and the size of the plot in pixels. */
export type ChartInput = {
  data: Record<string, readonly object[]>
  params?: Record<string, unknown>
  width: number
  height: number
  padding: { left: number; right: number; top: number; bottom: number }
}

/** One specification with its input; `title` is shown above it if several make one picture. */
export type Part = { chart: ChartName; input: ChartInput; title?: string }

/** Parts one above another, or in columns, each row as high as its highest. If it breaks, a page draws each part alone, and paper may
 * break between them. */
export type Picture = { parts: readonly Part[]; columns?: number; breaks?: boolean }

/** A drawn picture: SVG text of exactly this size, in pixels. */
export type Drawing = { svg: string; width: number; height: number }

/** Draws a picture, now or later; null if it could not be drawn. Never fails. */
export type Draw = (picture: Picture) => Drawing | null | Promise<Drawing | null>

/** A chart with its words and numbers: everything that a page, a file or a print shows of it. */
export type TitledChart = {
  picture: Picture
  /** The same for a phone. */
  narrow?: Picture
  /** True where nothing has a value: a page then says so instead of drawing empty axes. */
  isEmpty?: boolean
  /** The finding, by rule. */
  title: string
  /** The measure, the place and the periods. */
  subtitle: string
  /** The meaning of shapes and colours, in words, for a stand-alone picture; a page has its own key. */
  key?: string | null
  /** A remark under the chart in a page, if the page has no other. */
  note?: string | null
  /** By the rule of `alt-text.ts`. */
  alt: string
  /** The numbers beside the picture. Each mark names its row by number (`pointAt`), and the browser reads a mark's text from
   * that row. */
  columns: readonly { heading: string; numeric?: boolean }[]
  rows: readonly (readonly string[])[]
  /** The address that each row's name links to. */
  links?: readonly (string | null)[]
  records: readonly ChartRecord[]
}

/** A row of a chart's numbers, with the API's names. */
export type ChartRecord = Record<string, string | number | null>

/** A picture of one specification. */
export function pictureOf(chart: ChartName, input: ChartInput): Picture {
  return { parts: [{ chart, input }] }
}
