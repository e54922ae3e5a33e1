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
  recordCommentary: (order: Omit<CommentaryOrder, 'now'>) => Promise<CommentaryResult>
  recordDecision: (order: Omit<DecisionOrder, 'now'>) => Promise<DecisionResult>
  recordOutcome: (order: Omit<OutcomeOrder, 'now'>) => Promise<OutcomeResult>
}

/** The writes over one database and the council's clock. */
export function meetingWritesOver({ db, moment }: { db: Db; moment: () => Promise<Date> }): MeetingWrites {
  return {
    recordCommentary: async (order) => recordCommentary(db, { ...order, now: await moment() }),
    recordDecision: async (order) => recordDecision(db, { ...order, now: await moment() }),
    recordOutcome: async (order) => recordOutcome(db, { ...order, now: await moment() }),
  }
}
