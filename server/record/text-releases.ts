/** Which texts are released to readers outside the service, and by whom. */
import { createHash } from 'node:crypto'
import { roleName, roles } from '#domain/catalogue/role.ts'
import {
  ownerFor,
  type TextKind,
  type TextName,
  type TextRelease,
  unreleasedPart,
  wordsFor,
} from '#domain/suppression/released-text.ts'
import { asOf } from '../db/as-of.ts'
import { councilId } from '../db/council-id.ts'
import type { ReadSource, Trx } from '../db/database.ts'

/** The latest line about a text. */
export type ReleaseLine = {
  version: number
  isReleased: boolean
  fingerprint: string
  by: string
  role: string
  at: Date
  dated: string
}

/** A release holds for exactly this text. */
export function fingerprintOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** The text of a kind that has several parts, as it is released: the words of an agreed action and who keeps it, a piece of evidence
 * and its source. */
export function wholeText(...parts: readonly string[]): string {
  return parts.join('\n')
}

/** The latest line about each text of these kinds, by "kind id"; `asAt` limits it to what had been recorded by that moment. */
export async function loadReleaseLines(
  db: ReadSource,
  kinds: readonly TextKind[],
  asAt?: Date,
): Promise<Map<string, ReleaseLine>> {
  const rows = await db
    .selectFrom('text_release')
    .distinctOn(['kind', 'text_id'])
    .select([
      'kind',
      'text_id',
      'version',
      'is_released',
      'text_sha256',
      'by_name',
      'by_role',
      'recorded_at',
      'dated',
    ])
    .where('council_id', '=', councilId)
    .where('kind', 'in', [...kinds])
    .where(asOf(asAt, 'recorded_at'))
    .orderBy('kind')
    .orderBy('text_id')
    .orderBy('version', 'desc')
    .execute()
  return new Map(
    rows.map((row) => [
      `${row.kind} ${row.text_id}`,
      {
        version: row.version,
        isReleased: row.is_released,
        fingerprint: row.text_sha256,
        by: row.by_name,
        role: row.by_role,
        at: row.recorded_at,
        dated: row.dated,
      },
    ]),
  )
}

/** The state of one text by its latest line: released only if that very text was. */
export function releaseOf(name: TextName, text: string, line: ReleaseLine | undefined): TextRelease {
  const holds = line?.isReleased === true && line.fingerprint === fingerprintOf(text)
  return { ...name, released: holds ? { by: line.by, at: line.at.toISOString(), dated: line.dated } : null }
}

/** A text as the audience may read it. */
export type ReadableText = {
  words: string
  release: TextRelease
  /** The same of the main part of a text with several: what to show in its place. */
  partOf: (part: string) => string
  /** The same of a lesser part. */
  otherPartOf: (part: string) => string
}

/** Gives a text as the audience may read it, with its release. `id` names the text within its kind. */
export type TextReader = (kind: TextKind, id: string | number, text: string) => ReadableText

/** A reader of texts of these kinds for the source's audience. */
export async function loadTextReader(
  db: ReadSource,
  kinds: readonly TextKind[],
  asAt?: Date,
): Promise<TextReader> {
  const lines = await loadReleaseLines(db, kinds, asAt)
  return (kind, id, text) => {
    const release = releaseOf({ kind, id: String(id) }, text, lines.get(`${kind} ${id}`))
    const partOf = (part: string) => wordsFor(db.audience, release, part)
    const isHidden = db.audience === 'outside' && release.released === null
    return {
      words: partOf(text),
      release,
      partOf,
      otherPartOf: (part) => (isHidden ? unreleasedPart : part),
    }
  }
}

/** The same for a page that shows nobody whether a text is released: inside, nothing is asked. */
export async function loadWords(
  db: ReadSource,
  kind: TextKind,
): Promise<(id: string | number, text: string) => string> {
  if (db.audience !== 'outside') return (_id, text) => text
  const read = await loadTextReader(db, [kind])
  return (id, text) => read(kind, id, text).words
}

/** Gives who keeps an agreed action as the audience may read it. */
export async function loadOwnerReader(
  db: ReadSource,
): Promise<(owner: string, release: TextRelease) => string> {
  if (db.audience !== 'outside') return (owner) => owner
  const known = await loadRoleNames(db)
  return (owner, release) => ownerFor('outside', release, owner, known)
}

/** Every name of a role in the service: of the plan's leads, of those who send returns, of people's roles, alone and with the name
 * or code of a unit. */
async function loadRoleNames(db: ReadSource): Promise<Set<string>> {
  const [leads, senders, units] = await Promise.all([
    db.selectFrom('action_lead').select('role').distinct().where('council_id', '=', councilId).execute(),
    db
      .selectFrom('data_return')
      .select('owner_role as role')
      .distinct()
      .where('council_id', '=', councilId)
      .execute(),
    db
      .selectFrom('unit_detail')
      .select(['unit_code as code', 'name'])
      .distinct()
      .where('council_id', '=', councilId)
      .execute(),
  ])
  const own = roles.map(roleName)
  const places = units.flatMap(({ code, name }) => [code, name])
  return new Set([
    ...[...leads, ...senders].map(({ role }) => role),
    ...own,
    ...own.flatMap((role) => places.map((place) => `${role}, ${place}`)),
  ])
}

export type ReleaseOrder = TextName & {
  text: string
  isReleased: boolean
  by: { id: number | null; name: string; role: string }
}

/** Adds a line that releases a text or takes that back, unless the latest says the same of this very text. `beaten` if somebody else
 * added a line at the same time. Call `releaseText` of server/access, which also records who did it. */
export async function insertRelease(trx: Trx, order: ReleaseOrder): Promise<'added' | 'same' | 'beaten'> {
  const { kind, id, text, isReleased, by } = order
  const last = await trx
    .selectFrom('text_release')
    .select(['version', 'is_released', 'text_sha256'])
    .where('council_id', '=', councilId)
    .where('kind', '=', kind)
    .where('text_id', '=', id)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  const fingerprint = fingerprintOf(text)
  const isSame =
    last === undefined
      ? !isReleased
      : last.is_released === isReleased && (!isReleased || last.text_sha256 === fingerprint)
  if (isSame) return 'same'
  const added = await trx
    .insertInto('text_release')
    .values({
      council_id: councilId,
      kind,
      text_id: id,
      version: (last?.version ?? 0) + 1,
      is_released: isReleased,
      text_sha256: fingerprint,
      by_name: by.name,
      by_id: by.id,
      by_role: by.role,
    })
    .onConflict((oc) => oc.doNothing())
    .returning('version')
    .executeTakeFirst()
  return added === undefined ? 'beaten' : 'added'
}
