/** What a token looks like to the program that holds it, and what the table keeps of it. */
import { createHash, randomBytes } from 'node:crypto'

/** A new token: 256 random bits behind letters by which a search for lost secrets finds it. */
export function newTokenSecret(): string {
  return `gt_${randomBytes(32).toString('base64url')}`
}

/** What the table keeps: a copy of it opens nothing. */
export function tokenHash(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}
