/** Applies the rule of demonstration sign-in to a request. */
import type { FastifyRequest } from 'fastify'
import type { Council } from '#server/record/council.ts'
import { type DemonstrationConfig, demonstrationRefusal } from './refusal.ts'

/** Why a request may not sign in as one of the demonstration's people; null if it may. */
export type DemonstrationDoor = (request: FastifyRequest) => Promise<string | null>

/** Reads the council at each request, because another council may have been loaded since the start. */
export function demonstrationDoorOver(
  config: DemonstrationConfig,
  loadCouncil: () => Promise<Council | null>,
): DemonstrationDoor {
  return async ({ headers, socket: { remoteAddress, localPort } }) => {
    const council = config.demo ? await loadCouncil() : null
    return demonstrationRefusal(config, council, { headers, remoteAddress, localPort })
  }
}
