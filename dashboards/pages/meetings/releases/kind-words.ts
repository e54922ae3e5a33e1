import type { TextKind } from '#domain/suppression/released-text.ts'

/** What each kind of text is, for a person who looks for one. */
export const kindWords: Record<TextKind, string> = {
  commentary: 'Commentary on a figure',
  decision: 'An agreed action',
  outcome: 'What came of an agreed action',
  progress: 'Progress of an action',
  evidence: 'Evidence of an action',
  rating: 'Reason for a rating',
  milestone: 'Reason for moving a milestone',
  annotation: 'Note on a chart',
  known_issue: 'Known issue of a measure',
  publication: 'Reason for restating figures',
  sign_off: 'Note at a sign-off',
  succession: 'Reason for handing a team’s business over',
}
