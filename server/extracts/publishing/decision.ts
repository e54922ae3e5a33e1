import type { Receipt } from './receipt.ts'

/** The answer to an order to publish. `at` is an instant. */
export type Decision =
  | { is: 'published'; receipt: Receipt }
  | { is: 'awaiting_approval' }
  | { is: 'scheduled'; at: string }
