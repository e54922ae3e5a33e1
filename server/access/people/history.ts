/** What was done about a person: added, changed, given and taken roles, given links, looked as. */
import { councilId } from '#server/db/council-id.ts'
import type { ReadSource } from '#server/db/database.ts'
import { givenGrants } from './given-grants.ts'
import { loadSeeAsOf } from './see-as.ts'

export type PersonEvent = { at: Date; by: string; reason: string | null } & (
  | { what: 'added' | 'enabled' | 'disabled' }
  | { what: 'changed'; from: string; to: string }
  | { what: 'given' | 'ended'; role: string; unit: string; from: string; to: string | null }
  | { what: 'link'; kind: string; usedAt: Date | null }
  | { what: 'seen'; until: Date }
)

/** Everything that was done about a person, the latest first. */
export async function loadPersonHistory(db: ReadSource, person: number): Promise<PersonEvent[]> {
  const [lines, roles, links, looks] = await Promise.all([
    lineEvents(db, person),
    roleEvents(db, person),
    linkEvents(db, person),
    loadSeeAsOf(db, person),
  ])
  const seen = looks.map((look): PersonEvent => ({ what: 'seen', ...look }))
  return [...lines, ...roles, ...links, ...seen].sort((a, b) => b.at.getTime() - a.at.getTime())
}

async function lineEvents(db: ReadSource, person: number): Promise<PersonEvent[]> {
  const lines = await db
    .selectFrom('person_line')
    .where('council_id', '=', councilId)
    .where('person_id', '=', person)
    .select(['name', 'email', 'is_enabled', 'reason', 'by_name as by', 'recorded_at as at'])
    .orderBy('version')
    .execute()
  return lines.flatMap(({ name, email, is_enabled, ...line }, i): PersonEvent[] => {
    const before = lines[i - 1]
    if (before === undefined) return [{ ...line, what: 'added' }]
    const [from, to] = [`${before.name}, ${before.email}`, `${name}, ${email}`]
    return [
      ...(from === to ? [] : [{ ...line, what: 'changed' as const, from, to }]),
      ...(before.is_enabled === is_enabled
        ? []
        : [{ ...line, what: is_enabled ? ('enabled' as const) : ('disabled' as const) }]),
    ]
  })
}

async function roleEvents(db: ReadSource, person: number): Promise<PersonEvent[]> {
  const grants = await db
    .selectFrom(givenGrants())
    .where('g.council_id', '=', councilId)
    .where('g.person_id', '=', person)
    .select(['g.role', 'g.unit_code as unit', 'g.valid_from', 'g.valid_to', 'g.by_name', 'g.recorded_at'])
    .select(['g.ended_at as endedAt', 'g.ended_by as endedBy', 'g.ended_because as reason'])
    .orderBy('g.id')
    .execute()
  return grants.flatMap((grant): PersonEvent[] => {
    const role = { role: grant.role, unit: grant.unit, from: grant.valid_from, to: grant.valid_to }
    const given = { what: 'given' as const, ...role, at: grant.recorded_at, by: grant.by_name, reason: null }
    if (grant.endedAt === null) return [given]
    const by = grant.endedBy ?? ''
    return [given, { what: 'ended', ...role, at: grant.endedAt, by, reason: grant.reason }]
  })
}

async function linkEvents(db: ReadSource, person: number): Promise<PersonEvent[]> {
  const links = await db
    .selectFrom('sign_in_link as k')
    .leftJoin('sign_in_link_use as u', (join) =>
      join.onRef('u.council_id', '=', 'k.council_id').onRef('u.link_id', '=', 'k.id'),
    )
    .where('k.council_id', '=', councilId)
    .where('k.person_id', '=', person)
    .select(['k.kind', 'k.by_name as by', 'k.recorded_at as at', 'u.used_at as usedAt'])
    .orderBy('k.id')
    .execute()
  return links.map((link) => ({ what: 'link', reason: null, ...link }))
}
