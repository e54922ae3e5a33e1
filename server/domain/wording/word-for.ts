/** The word for one, or for any other number: "team" or "teams", "is" or "are"; `many` is the word for one with an s unless
 *  given. */
export function wordFor(count: number, one: string, many = `${one}s`): string {
  return count === 1 ? one : many
}
