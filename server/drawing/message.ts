import type { Drawing, Picture } from '#dashboards/charts/picture.ts'
import type { ChartName } from '#dashboards/charts/specs.ts'

/** What a drawing thread is asked for. */
export type Order =
  | { is: 'readiness'; chart: ChartName }
  | { is: 'drawing'; picture: Picture }
  | { is: 'png'; svg: string; scale: number }

/** What it answers: one answer for each order, in turn. */
export type Answer =
  | { is: 'ready' }
  | { is: 'drawing'; drawing: Drawing }
  | { is: 'png'; png: Uint8Array }
  | { is: 'failed'; why: string }
