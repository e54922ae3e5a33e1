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
    task: 'Look up what a measure counts, and for which teams.',
    start: '/help/kpis',
  },
]

/** The people as they stand in a council: those over the whole of it are given its unit, and those over a unit that
 *  it does not have are not there. */
export function demonstrationPeople(
  council: Council,
  tree: readonly Unit[],
): (DemonstrationPerson & { unit: string; place: string })[] {
  return people.flatMap((person) => {
    const unit = tree.find(({ code }) => code === (person.unit ?? council.unitCode))
    return unit === undefined ? [] : [{ ...person, unit: unit.code, place: unit.name }]
  })
}

/** A card of the sign-in page for each person; null before the council is loaded. */
export async function loadSignInCards(
  loadCouncil: () => Promise<Council | null>,
  loadTree: () => Promise<Unit[]>,
): Promise<{ role: Role; roleName: string; place: string; task: string }[] | null> {
  const [council, tree] = await Promise.all([loadCouncil(), loadTree()])
  if (council === null) return null
  return demonstrationPeople(council, tree).map(({ role, place, task }) => ({
    role,
    roleName: roleName(role),
    place,
    task,
  }))
}
