/** The addresses of the pages that are about one thing: whatever leads to such a page asks here. A page's own question, which
 *  comes after the `?`, is known to that page alone. */

/** `/units/HP-S1` */
export function unitAddress(unit: string): string {
  return `/units/${encodeURIComponent(unit)}`
}

/** `/units/HP-S1/scorecards/2019-04`; `latest` in place of a month leads to the unit's latest. */
export function scorecardAddress(unit: string, period: string): string {
  return `${unitAddress(unit)}/scorecards/${period}`
}

/** `/units/HP-S1/kpis/CP04?to=2019-04`; without a period up to the latest. */
export function measureAddress(unit: string, kpi: string, to?: string): string {
  return `${unitAddress(unit)}/kpis/${encodeURIComponent(kpi)}${to === undefined ? '' : `?to=${to}`}`
}

/** `/units/HP-S1/kpis/CP04/commentary?period=2019-04`: where one says what is behind a figure. */
export function commentaryAddress(unit: string, kpi: string, period: string): string {
  return `${measureAddress(unit, kpi)}/commentary?period=${period}`
}

/** `/units/HP-S1/kpis/CP04/baselines/7`; `new` in place of a number is the form for another. */
export function baselineAddress(unit: string, kpi: string, id: number | string): string {
  return `${measureAddress(unit, kpi)}/baselines/${id}`
}

/** `/units/HP-S1/changes`: what was restated. */
export function unitChangesAddress(unit: string): string {
  return `${unitAddress(unit)}/changes`
}

/** `/units/HP-S1/decisions`: what was agreed. */
export function unitDecisionsAddress(unit: string): string {
  return `${unitAddress(unit)}/decisions`
}

/** `/units/HP-S1/decisions/7`; `new` in place of a number is the form for another. */
export function decisionAddress(unit: string, id: number | string): string {
  return `${unitDecisionsAddress(unit)}/${id}`
}

/** `/plan/actions/R1.1` */
export function actionAddress(ref: string): string {
  return `/plan/actions/${ref}`
}

/** `/extracts/12`; the pages of its steps lie beneath it. */
export function extractAddress(id: number | string): string {
  return `/extracts/${id}`
}

/** `/admin/settings/case-lists?kpi=CP04`: where the case system lists the names behind measures; with a code, the form of one. */
export function caseListAddress(kpi?: string): string {
  return `/admin/settings/case-lists${kpi === undefined ? '' : `?kpi=${encodeURIComponent(kpi)}`}`
}

/** `/admin/people`: everybody who may sign in; with a part, the page beneath it: `new`, `tokens`, `mappings`. */
export function peopleAddress(part?: string): string {
  return `/admin/people${part === undefined ? '' : `/${part}`}`
}

/** `/admin/people/12`: one person; with a part, where a form of their page is sent. */
export function personAddress(person: number, part?: string): string {
  return peopleAddress(`${person}${part === undefined ? '' : `/${part}`}`)
}

/** `/account`: the reader's own account; with a part, where a form of it is sent. */
export function accountAddress(part = ''): string {
  return part === '' || part.startsWith('#') ? `/account${part}` : `/account/${part}`
}

/** `/help/kpis/CP04`: what a measure counts. */
export function definitionAddress(kpi: string): string {
  return `/help/kpis/${encodeURIComponent(kpi)}`
}
