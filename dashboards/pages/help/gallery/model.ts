/** What this page shows. */

import type { raw } from 'hono/html'
import type { PageFrame } from '../../kit/page.ts'

/** Our own markup: not text that anybody typed. */
export type DrawnExample = ReturnType<typeof raw>

/** A component or a chart, with its name and each way it can look. */
export type Thing = {
  kind: 'component' | 'chart'
  name: string
  /** `markup` is the result of drawing with these options. */
  examples: readonly { title: string; options: unknown; markup: DrawnExample }[]
}

export type GalleryView = { frame: PageFrame; things: readonly Thing[] }
