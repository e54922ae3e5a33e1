/** The references of the actions that a page of the plan lists, in its order. */
export function refsOn(body: string): string[] {
  const links = body.matchAll(/<a class="govuk-link app-plan__ref" href="\/plan\/actions\/([RF][0-9.]+)"/g)
  return [...links].flatMap(([, ref]) => ref ?? [])
}
