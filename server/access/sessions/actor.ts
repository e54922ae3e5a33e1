/** The actor of a session: its person, or the person whom an administrator looks as in it. */
import type { Session } from 'fastify'
import type { ReadSource } from '#server/db/database.ts'
import { loadPersonActor, type SessionFacts } from '../people/person-actor.ts'
import { loadSeenActor } from '../people/see-as.ts'
import type { Actor } from '../permissions/actor.ts'

declare module 'fastify' {
  interface Session {
    /** The look as another person that goes on in this session. */
    seeAs?: number
  }
}

/** Null if the session's person may not sign in any more. */
export async function loadSessionActor(
  db: ReadSource,
  person: number,
  session: Pick<Session, 'seeAs'> & SessionFacts,
  now: Date,
): Promise<Actor | null> {
  const own = await loadPersonActor(db, person, now, session)
  if (own === null || session.seeAs === undefined) return own
  return (await loadSeenActor(db, session.seeAs, own, now)) ?? own
}
