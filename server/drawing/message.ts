import type { Drawing, Picture } from '#dashboards/charts/picture.ts'
import type { ChartName } from '#dashboards/charts/specs.ts'

/** The order that a drawing thread receives. */
export type Order =
  | { is: 'readiness'; chart: ChartName }
  | { is: 'drawing'; picture: Picture }
  | { is: 'png'; svg: string; scale: number }

/** The answer of a drawing thread: one for each order, in turn. */
export type Answer =
  | { is: 'ready' }
  | { is: 'drawing'; drawing: Drawing }
  | { is: 'png'; png: Uint8Array }
  | { is: 'failed'; why: string }
