import { html } from 'hono/html'
import type { Html } from '../../html.ts'

/** Shown beside what was invented for the demonstration council, and nowhere else. */
export function demonstrationMark({ demonstration }: { demonstration: boolean }): Html | null {
  return demonstration ? html` <span class="app-demonstration-mark">Demonstration</span>` : null
}
