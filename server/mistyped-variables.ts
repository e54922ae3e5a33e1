/** Finds environment variables whose names are almost ours: a setting that someone meant and that is not read. */

/** A shorter name is close to too many names that mean something else. */
const SHORTEST = 8

/** One line for each variable that is one letter away from ours (changed, missing, added, or two swapped), or ours in another
 * case. The line contains names and no value. */
export function mistypedVariables(
  env: Record<string, string | undefined>,
  ours: readonly string[],
): string[] {
  const given = Object.keys(env)
  return given
    .filter((name) => env[name]?.trim() && !ours.includes(name))
    .flatMap((name) => {
      const meant = ours.find((each) => isMeant(name, each))
      // Windows keeps the case in which a variable was set, and finds it in any case.
      if (meant === undefined || isFoundByAnyCase(env, given, name, meant)) return []
      return [`${name} is not a setting: write ${meant} if that is the one you mean, or take it out`]
    })
}

function isMeant(name: string, ours: string): boolean {
  return name.toUpperCase() === ours || (ours.length >= SHORTEST && isOneLetterAway(name, ours))
}

function isFoundByAnyCase(
  env: Record<string, string | undefined>,
  given: readonly string[],
  name: string,
  meant: string,
): boolean {
  return name.toUpperCase() === meant && env[meant] !== undefined && !given.includes(meant)
}

function isOneLetterAway(a: string, b: string): boolean {
  let same = 0
  while (same < a.length && a[same] === b[same]) same += 1
  const [restA, restB] = [a.slice(same), b.slice(same)]
  const isSwapped = restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2)
  return (
    restA.slice(1) === restB.slice(1) ||
    restA.slice(1) === restB ||
    restA === restB.slice(1) ||
    (restA.length > 1 && isSwapped)
  )
}
