/** No circles between the folders that a reader thinks in; imports of types count too. */

type Module = { source: string; dependencies: readonly { resolved: string }[] }

/** Each level at which folders are compared, from whole parts of the project to the steps of an extract and the rooms of access. A file beside the
 * folders of its level is left out. */
const LEVELS: readonly RegExp[] = [
  /^(server\/[^/]+)\//,
  /^(server\/domain\/[^/]+)\//,
  /^(server\/extracts\/[^/]+)\//,
  /^(server\/access\/[^/]+)\//,
  /^(server\/access\/sign-in\/[^/]+)\//,
  /^(dashboards\/[^/]+)\//,
  /^(dashboards\/pages\/[^/]+)\//,
]

/** Every pair of folders of one level that reach each other, directly or through others: "a ⇄ b". */
export function folderCircles(modules: readonly Module[]): string[] {
  return LEVELS.flatMap((level) => circlesAt(level, modules))
}

function circlesAt(level: RegExp, modules: readonly Module[]): string[] {
  const leadsTo = new Map<string, Set<string>>()
  for (const { source, dependencies } of modules) {
    const from = level.exec(source)?.[1]
    if (from === undefined) continue
    for (const { resolved } of dependencies) {
      const to = level.exec(resolved)?.[1]
      if (to === undefined || to === from) continue
      leadsTo.set(from, (leadsTo.get(from) ?? new Set()).add(to))
    }
  }
  const reached = new Map([...leadsTo.keys()].map((folder) => [folder, reachedFrom(folder, leadsTo)]))
  return [...reached].flatMap(([folder, others]) =>
    [...others]
      .filter((other) => folder < other && reached.get(other)?.has(folder) === true)
      .map((other) => `${folder} ⇄ ${other}`),
  )
}

function reachedFrom(start: string, leadsTo: ReadonlyMap<string, ReadonlySet<string>>): Set<string> {
  const reached = new Set<string>()
  const next = [start]
  for (let folder = next.pop(); folder !== undefined; folder = next.pop()) {
    for (const to of leadsTo.get(folder) ?? []) {
      if (reached.has(to)) continue
      reached.add(to)
      next.push(to)
    }
  }
  return reached
}
