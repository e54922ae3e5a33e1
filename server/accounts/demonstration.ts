/** The people of the demonstration council: one for each role, with the one thing to try first. */
import type { Unit } from '#domain/unit.ts'
import type { Council } from '#server/reads/council.ts'
import { type Role, roleName } from './actor.ts'

export type DemonstrationPerson = {
  role: Role
  /** The unit the role is held over; null for the council. */
  unit: string | null
  task: string
  /** Where that task begins. */
  start: string
}

const people: readonly DemonstrationPerson[] = [
  {
    role: 'team_manager',
    unit: 'HP-S1',
    task: 'Name the three things to raise at this month’s performance meeting.',
    start: '/units/HP-S1/scorecards/latest',
  },
  {
    role: 'head_of_service',
    unit: 'HPC',
    task: 'Find the team that needs the conversation first.',
    start: '/units/HPC/scorecards/latest',
  },
  {
    role: 'smt',
    unit: null,
    task: 'See what has really changed across the teams, and what has not.',
    start: '/overview',
  },
  {
    role: 'data_team',
    unit: null,
    task: 'Follow a figure back to the extract and the row it came from.',
    start: '/units/HP-S1/kpis/CP04',
  },
  {
    role: 'plan_lead',
    unit: null,
    task: 'Find an action rated on track whose measures say otherwise.',
    start: '/plan',
  },
  {
    role: 'board',
    unit: null,
    task: 'Hold the plan to account: what was due, and what was delivered.',
    start: '/plan',
  },
  {
    role: 'quality_lead',
    unit: null,
    task: 'Choose the teams and measures the next audits should look at.',
    start: '/overview',
  },
  {
    role: 'workforce_lead',
    unit: null,
    task: 'See which teams’ measures point to training or recruitment.',
    start: '/overview',
  },
  {
    role: 'administrator',
    unit: null,
    task: 'Read how other systems ask for units, measures and figures.',
    start: '/api/docs',
  },
]

/** The people as they stand in a council: those over the whole of it are given its unit. */
export function demonstrationPeople(council: Council): (DemonstrationPerson & { unit: string })[] {
  return people.map((person) => ({ ...person, unit: person.unit ?? council.unitCode }))
}

/** A card of the sign-in page for each person; null before the council is loaded. */
export async function loadSignInCards(
  loadCouncil: () => Promise<Council | null>,
  loadTree: () => Promise<Unit[]>,
): Promise<{ role: Role; roleName: string; place: string; task: string }[] | null> {
  const council = await loadCouncil()
  if (council === null) return null
  const tree = await loadTree()
  return demonstrationPeople(council).map(({ role, unit, task }) => ({
    role,
    roleName: roleName(role),
    place: tree.find(({ code }) => code === unit)?.name ?? unit,
    task,
  }))
}
