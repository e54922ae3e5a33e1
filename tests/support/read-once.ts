/** Reads of a service that nobody writes to meanwhile. */
import type { FastifyInstance, LightMyRequestResponse } from 'fastify'

/** The answer to a reader at an address. */
export type ReadOnce = (url: string, headers: Record<string, string>) => Promise<LightMyRequestResponse>

/** Reads each address once for each reader, however many tests look at it. Only for tests that neither write nor count
 *  requests. An answer that the machine was too busy for fails one test: it is not kept for the next. */
export function readOnce(app: FastifyInstance): ReadOnce {
  const answers = new Map<string, Promise<LightMyRequestResponse>>()
  return async (url, headers) => {
    const asked = `${url} ${JSON.stringify(headers)}`
    const reading = answers.get(asked) ?? Promise.resolve(app.inject({ url, headers }))
    answers.set(asked, reading)
    const answer = await reading
    if (answer.statusCode >= 500) answers.delete(asked)
    return answer
  }
}
