import type { Kpi } from '#domain/catalogue/kpi.ts'
import { subjectWords } from '#domain/wording/words.ts'
import { select } from '../../components/form-fields/form-fields.ts'
import type { Html } from '../../html.ts'

/** The choice of a measure, grouped by subject. */
export function measureSelect(kpis: readonly Kpi[], chosen: string): Html {
  return select({
    label: 'Measure',
    name: 'kpi',
    items: kpis.map((k) => ({
      value: k.code,
      text: k.name,
      selected: k.code === chosen,
      group: subjectWords[k.subject] ?? k.subject,
    })),
  })
}
