import { html } from 'hono/html'
import { sourceRemark } from '#domain/plan/plan-source.ts'
import type { Html } from '../../html.ts'

/** The roles that lead an action; in words if the plan does not name them for it. */
export function leadList({ leads, source }: { leads: readonly string[]; source: string }): Html {
  const remark = sourceRemark(source)
  const names = leads.length === 0 ? 'No lead named' : leads.join(', ')
  return html`${names}${remark === null ? null : html` <span class="app-remark">(${remark})</span>`}`
}
