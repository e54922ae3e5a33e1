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

export type MeetingCommands = {
  recordCommentary: (order: Omit<CommentaryOrder, 'now'>) => Promise<CommentaryResult>
  recordDecision: (order: Omit<DecisionOrder, 'now'>) => Promise<DecisionResult>
  recordOutcome: (order: Omit<OutcomeOrder, 'now'>) => Promise<OutcomeResult>
}

/** The writes over one database and clock. */
export function meetingCommandsOver({ db, now }: { db: Db; now: () => Date }): MeetingCommands {
  return {
    recordCommentary: (order) => recordCommentary(db, { ...order, now: now() }),
    recordDecision: (order) => recordDecision(db, { ...order, now: now() }),
    recordOutcome: (order) => recordOutcome(db, { ...order, now: now() }),
  }
}
