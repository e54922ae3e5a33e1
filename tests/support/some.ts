/** The things a test goes through, one at a time. There must be at least one: a loop over an empty list proves nothing. */
export function some<T>(
  things: Iterable<T>,
  otherwise = 'This list is empty, so the test would try nothing: mend what gives the list, or the test',
): T[] {
  const list = [...things]
  if (list.length === 0) throw new Error(otherwise)
  return list
}
