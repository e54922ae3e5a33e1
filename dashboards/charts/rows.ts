/** Charts of named rows with something drawn beside each name: the positions of names and words, wide and on a phone. */
import { palette } from '../palette.ts'
import type { ChartInput } from './picture.ts'
import { chartWidths, type Size } from './scale.ts'

export type Label = {
  at: number
  down: number
  text: string
  align: 'left' | 'center' | 'right'
  dx: number
  dy: number
  colour: string
  weight: 'normal' | 'bold'
}

const letter = 7.2

/** The frame of a chart of rows. The name is to the left of its row; on a phone it is above it. */
export type RowFrame = {
  size: Size
  width: number
  height: number
  padding: { left: number; right: number; top: number; bottom: number }
  /** Pixels from a row's middle up to its name, on a phone. */
  lift: number
}

/** The frame for a number of rows. `right` is the room for words at the right of a wide chart. */
export function rowFrame(
  names: readonly string[],
  size: Size,
  { top, bottom, right }: { top: number; bottom: number; right: number },
): RowFrame {
  const narrow = size === 'narrow'
  const longest = Math.max(0, ...names.map((name) => name.length))
  const padding = {
    left: narrow ? 14 : Math.min(360, Math.ceil(longest * letter) + 20),
    right: narrow ? 18 : right,
    top,
    bottom,
  }
  return {
    size,
    width: chartWidths[size] - padding.left - padding.right,
    height: Math.max(1, names.length) * (narrow ? 52 : 34),
    padding,
    lift: narrow ? 20 : 0,
  }
}

/** The plot of so many rows, and of one where there is none, as a specification takes it. `across` are the parameters of its
 *  axis across. */
export function rowPlot(
  { width, height, padding }: RowFrame,
  rows: number,
  across: Record<string, unknown> = {},
): Omit<ChartInput, 'data'> {
  return { width, height, padding, params: { ...across, yMin: -Math.max(1, rows), yMax: 0 } }
}

/** The middle of a row. Rows count down from 0. */
export function middleOf(row: number): number {
  return -(row + 0.5)
}

/** Lines between rows. */
export function rowLines(rows: number, from: number, to: number): object[] {
  return Array.from({ length: Math.max(0, rows - 1) }, (_, i) => ({ from, to, down: -(i + 1) }))
}

/** A line down through every row; on a phone only beneath the names. */
export function downRows<Row extends object>(frame: RowFrame, rows: number, line: Row): object[] {
  const count = Math.max(1, rows)
  if (frame.size === 'wide') return [{ ...line, low: -count, high: 0 }]
  return Array.from({ length: count }, (_, i) => ({ ...line, low: -(i + 1), high: -(i + 0.36) }))
}

/** A row's name. */
export function nameLabel(frame: RowFrame, row: number, xMin: number, text: string, bold = false): Label {
  const narrow = frame.size === 'narrow'
  return {
    at: xMin,
    down: middleOf(row),
    text,
    align: narrow ? 'left' : 'right',
    dx: narrow ? -6 : -12,
    dy: -frame.lift,
    colour: palette.ink,
    weight: bold ? 'bold' : 'normal',
  }
}

/** Words at a row's right end: "82% (41 of 50)". On a phone they are beside the name. */
export function endLabel(frame: RowFrame, row: number, xMax: number, text: string): Label {
  const narrow = frame.size === 'narrow'
  return {
    at: xMax,
    down: middleOf(row),
    text,
    align: narrow ? 'right' : 'left',
    dx: narrow ? 10 : 14,
    dy: -frame.lift,
    colour: palette.ink,
    weight: 'normal',
  }
}
