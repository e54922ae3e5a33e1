/** The seeded catalogue, for tests that count what is in it: one more KPI is one file, and no test changes with it. */
import { readCatalogue } from '../../seeds/catalogue.ts'
import type { KpiSeed } from '../../seeds/schemas.ts'

export const catalogue = readCatalogue()

/** The KPIs that a team carries by its type. */
export function carriedBy(team: string): KpiSeed[] {
  const type = catalogue.units.find(({ code }) => code === team)?.team_type
  if (type === undefined || type === '') throw new Error(`${team} is no team of the catalogue`)
  return catalogue.kpis.filter(({ teamTypes }) => teamTypes.includes(type))
}

/** The milestones of every action of the plan. */
export function milestonesOf(): (typeof catalogue.plan.actions)[number]['milestones'] {
  return catalogue.plan.actions.flatMap(({ milestones }) => milestones)
}
