/** Which texts that people write reach a reader outside the service: those that a named person has released, and what the published
 * plan itself says. No pattern decides: number words, ordinals, “both” and the digits of other scripts cannot all be found by one. */
import type { Audience } from './suppression.ts'

/** Every kind of text that a person writes and that a reader outside the service may come across. */
export const textKinds = [
  'commentary',
  'decision',
  'outcome',
  'progress',
  'evidence',
  'rating',
  'milestone',
  'annotation',
  'known_issue',
  'publication',
  'sign_off',
  'succession',
] as const
export type TextKind = (typeof textKinds)[number]

export function isTextKind(text: string): text is TextKind {
  return (textKinds as readonly string[]).includes(text)
}

/** Names one text: its kind, and its number or key within the kind. */
export type TextName = { kind: TextKind; id: string }

/** A text's name, and who released it and when; `released` is null if it is not released. */
export type TextRelease = TextName & { released: { by: string; at: string; dated: string } | null }

/** Shown outside the service in place of a reason that is not released. */
export const unreleasedReason = 'A reason was given; it is not released to the board.'

const unreleased: Record<TextKind, string> = {
  commentary: 'A comment was written; it is not released to the board.',
  decision: 'An agreed action was recorded; its words are not released to the board.',
  outcome: 'What came of it was recorded; the words are not released to the board.',
  progress: 'Progress was recorded; the words are not released to the board.',
  evidence: 'Evidence was recorded; it is not released to the board.',
  rating: unreleasedReason,
  milestone: unreleasedReason,
  annotation: 'A note was written; it is not released to the board.',
  known_issue: 'A known issue was recorded; its words are not released to the board.',
  publication: unreleasedReason,
  sign_off: 'A note was written; it is not released to the board.',
  succession: unreleasedReason,
}

/** Shown outside the service in place of a text that is not released, so that the reader knows that there is one to ask for. */
export function unreleasedWords(kind: TextKind): string {
  return unreleased[kind]
}

/** The text as an audience may read it. This is the one place that decides. */
export function wordsFor(
  audience: Audience | undefined,
  { kind, released }: Pick<TextRelease, 'kind' | 'released'>,
  text: string,
): string {
  return audience !== 'outside' || released !== null ? text : unreleasedWords(kind)
}

/** Shown outside the service in place of a part of a text that is not released: who keeps an agreed action, the source of evidence. */
export const unreleasedPart = 'Not released to the board'

/** Who keeps an agreed action, as an audience may read it. The name of a role, with or without its team, tells no small number,
 * also if the team is called HP-S1: it needs no release. Any other words do. */
export function ownerFor(
  audience: Audience | undefined,
  { released }: Pick<TextRelease, 'released'>,
  owner: string,
  roles: ReadonlySet<string>,
): string {
  return audience !== 'outside' || released !== null || roles.has(owner) ? owner : unreleasedPart
}
