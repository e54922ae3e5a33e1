/** Replaces vitest in a mutation run: it collects the tests of a file and runs them on request. */
export { expect } from 'vitest'

export type CollectedTest = { file: string; name: string; run: () => unknown }

let file = ''
let path: string[] = []
let collected: CollectedTest[] = []

/** Collects the tests of a file while the file is loaded. */
export async function testsOf(name: string, load: () => Promise<unknown>): Promise<CollectedTest[]> {
  file = name
  path = []
  collected = []
  await load()
  return collected
}

export function describe(name: string, body: () => void): void {
  path.push(name)
  body()
  path.pop()
}

export function test(name: string, run: () => unknown): void {
  const title = [...path, name].join(' > ')
  const again = collected.filter((one) => one.name === title || one.name.startsWith(`${title} #`)).length
  collected.push({ file, name: again === 0 ? title : `${title} #${again + 1}`, run })
}
export { test as it }

test.each =
  (rows: readonly unknown[]) =>
  (name: string, run: (...row: unknown[]) => unknown): void => {
    // As vitest has it: a row is spread only where every row is a list.
    const isTable = rows.every((row) => Array.isArray(row))
    for (const row of rows) test(name, () => (isTable && Array.isArray(row) ? run(...row) : run(row)))
  }
