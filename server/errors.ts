/** Every error that the service returns on purpose: a stable code, its title and its HTTP status. */
const errors = {
  bad_request: { title: 'The request is not valid', status: 400 },
  not_signed_in: { title: 'Sign in to see this', status: 401 },
  token_unknown: { title: 'This token does not work', status: 401 },
  two_credentials: { title: 'Send either a token or a session, not both', status: 400 },
  not_allowed: { title: 'Your role may not do this', status: 403 },
  cross_site: { title: 'This request did not come from our own pages', status: 403 },
  csrf: { title: 'This form is out of date', status: 403 },
  sign_in_closed: { title: 'Demonstration sign-in is not open here', status: 403 },
  sign_in_refused: { title: 'You were not signed in', status: 403 },
  not_found: { title: 'Not found', status: 404 },
  method_not_allowed: { title: 'Not a method of this address', status: 405 },
  not_acceptable: { title: 'None of the types you accept can be given', status: 406 },
  stale: { title: 'Someone has changed this since you read it', status: 409 },
  changes_moved: { title: 'What is on record has changed since you looked', status: 409 },
  conflict: { title: 'This cannot be done in its present state', status: 409 },
  length_required: { title: 'Say how long the body is', status: 411 },
  too_large: { title: 'This is larger than may be sent', status: 413 },
  unsupported_media_type: { title: 'This type of body is not accepted here', status: 415 },
  unprocessable: { title: 'This cannot be done as asked', status: 422 },
  reason_needed: { title: 'This needs a reason', status: 422 },
  warnings_not_accepted: { title: 'The extract has warnings that have not been accepted', status: 422 },
  too_many_requests: { title: 'Too many requests', status: 429 },
  internal: { title: 'Something went wrong on our side', status: 500 },
  unavailable: { title: 'The service is busy or starting', status: 503 },
  provider_away: { title: 'Signing in is not possible just now', status: 503 },
  storage_full: { title: 'There is no room to store this', status: 507 },
} as const satisfies Record<string, { title: string; status: number }>

export type ProblemCode = keyof typeof errors

/** A refusal that the person reads as written: `detail` is for them and contains no secret. `extra` is added to the problem+json
 * body (for a stale write, the current object). */
export class Problem extends Error {
  readonly code: ProblemCode
  readonly title: string
  readonly status: number
  readonly detail: string
  readonly extra: Record<string, unknown>

  constructor(code: ProblemCode, detail: string, extra: Record<string, unknown> = {}) {
    super(`${code}: ${detail}`)
    this.name = 'Problem'
    this.code = code
    this.title = errors[code].title
    this.status = errors[code].status
    this.detail = detail
    this.extra = extra
  }
}

/** The refusal to throw: `throw problem('not_found', 'There is no extract 12.')`. */
export function problem(code: ProblemCode, detail: string, extra?: Record<string, unknown>): Problem {
  return new Problem(code, detail, extra)
}
