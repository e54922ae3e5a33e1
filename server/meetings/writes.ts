/** What pages may write of a conversation. */
import type { Db } from '#server/db/database.ts'
import { type CommentaryOrder, type CommentaryResult, recordCommentary } from './commentary.ts'
import {
  type DecisionOrder,
  type DecisionResult,
  type OutcomeOrder,
  type OutcomeResult,
  recordDecision,
  recordOutcome,
} from './decisions.ts'

export type MeetingWrites = {
  recordCommentary: (order: CommentaryOrder) => Promise<CommentaryResult>
  recordDecision: (order: DecisionOrder) => Promise<DecisionResult>
  recordOutcome: (order: OutcomeOrder) => Promise<OutcomeResult>
}

/** The writes over one database. */
export function meetingWritesOver(db: Db): MeetingWrites {
  return {
    recordCommentary: (order) => recordCommentary(db, order),
    recordDecision: (order) => recordDecision(db, order),
    recordOutcome: (order) => recordOutcome(db, order),
  }
}
