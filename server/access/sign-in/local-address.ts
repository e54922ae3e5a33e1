/** The address to continue to after signing in, if it is one of ours; null for another site's address or none. */
export function localAddress(next: string | undefined): string | null {
  if (next === undefined || !/^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/.test(next)) return null
  return next.startsWith('/sign-') ? null : next
}
