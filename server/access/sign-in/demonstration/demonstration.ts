/** The people of the demonstration council: one for each role, each with a first task to try. */
import type { Unit } from '#domain/catalogue/unit.ts'
import { councilId } from '#server/db/council-id.ts'
import { type Db, inTransaction } from '#server/db/database.ts'
import type { Council } from '#server/record/council.ts'
import { lockPeople, serviceAuthorId } from '../../people/authors.ts'
import { addGrant } from '../../people/grants.ts'
import { addPerson } from '../../people/people.ts'
import { type Role, roleName } from '../../permissions/actor.ts'

export type DemonstrationPerson = {
  role: Role
  /** The unit that the role covers; null for the council. */
  unit: string | null
  task: string
  /** The address where that task begins. */
  start: string
}

const people: readonly DemonstrationPerson[] = [
  {
    role: 'team_manager',
    unit: 'HP-S1',
    task: 'You have 20 minutes before the meeting. Open HP-S1’s April scorecard and name three things to raise.',
    start: '/units/HP-S1/scorecards/latest',
  },
  {
    role: 'head_of_service',
    unit: 'HPC',
    task: 'You meet your teams this week. Find the one that needs the conversation first, and what it agreed last time.',
    start: '/units/HPC',
  },
  {
    role: 'smt',
    unit: null,
    task: 'Your fortnightly review. Tell what has really changed across the teams from what only moved by chance.',
    start: '/overview',
  },
  {
    role: 'data_team',
    unit: null,
    task: 'May’s returns are due today. Check a sample file, see what it would change, and publish it.',
    start: '/extracts/new',
  },
  {
    role: 'plan_lead',
    unit: null,
    task: 'Before you chase anybody, find an action rated on track whose measures say otherwise.',
    start: '/plan/checks',
  },
  {
    role: 'board',
    unit: null,
    task: 'Hold the plan to account. See what was due, what slipped, and whether it made a difference.',
    start: '/plan',
  },
  {
    role: 'quality_lead',
    unit: null,
    task: 'Choose the teams and measures that the next audits should look at.',
    start: '/',
  },
  {
    role: 'workforce_lead',
    unit: null,
    task: 'See which teams’ measures point to training or recruitment.',
    start: '/',
  },
  {
    role: 'administrator',
    unit: null,
    task: 'Give the council its colour, and see every page wear it.',
    start: '/admin/settings',
  },
]

/** The people as they fit a council: a council-wide role gets the council's own unit, and a person whose unit the council does
 * not have is left out. */
export function demonstrationPeople(
  council: Council,
  tree: readonly Unit[],
): (DemonstrationPerson & { unit: string; place: string })[] {
  return people.flatMap((person) => {
    const unit = tree.find(({ code }) => code === (person.unit ?? council.unitCode))
    return unit === undefined
      ? []
      : [{ ...person, unit: unit.code, place: unit.kind === 'council' ? 'The whole council' : unit.name }]
  })
}

/** One card of the sign-in page for each person; null before the council is loaded. */
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

/** The provider of the demonstration's people, who are known there by their role. */
const issuer = 'demonstration'

/** The author id of one of the demonstration's people. The first time, the person is added with the role. */
export function demonstrationPersonId(
  db: Db,
  { role, unit }: { role: Role; unit: string },
  now: Date,
): Promise<number> {
  return inTransaction(db, async (trx) => {
    await lockPeople(trx)
    const known = await trx
      .selectFrom('person_identity')
      .select('person_id')
      .where('council_id', '=', councilId)
      .where('issuer', '=', issuer)
      .where('subject', '=', role)
      .executeTakeFirst()
    if (known !== undefined) return known.person_id
    const by = { id: await serviceAuthorId(trx, 'seed'), name: 'Demonstration' }
    const email = `${role.replaceAll('_', '.')}@demonstration.example`
    const person = await addPerson(trx, { name: roleName(role), email, by, now })
    // Their page views were loaded with the demonstration, before anybody signed in.
    await trx
      .updateTable('look')
      .set({ person_id: person })
      .where('council_id', '=', councilId)
      .where('person', '=', roleName(role))
      .where('person_id', 'is', null)
      .execute()
    await addGrant(trx, { person, role, unit, from: null, to: null, deputyOf: null, by, now })
    await trx
      .insertInto('person_identity')
      .values({ council_id: councilId, issuer, subject: role, person_id: person, bound_at: now })
      .execute()
    return person
  })
}
