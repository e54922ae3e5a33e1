import { html } from 'hono/html'
import type { Html } from '../../html.ts'

/** Said beside what was made up for the demonstration council, and beside nothing else. */
export function demonstrationMark({ demonstration }: { demonstration: boolean }): Html | null {
  return demonstration ? html` <span class="app-demonstration-mark">Demonstration</span>` : null
}
