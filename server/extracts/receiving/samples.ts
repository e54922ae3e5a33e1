/** The demonstration council's two files for its next month: one clean, one with three faults. */
import { readFile } from 'node:fs/promises'

export type Sample = { filename: string; content: Buffer }

const files: ReadonlyMap<string, string> = new Map([
  ['clean', '2019-05-case-system.csv'],
  ['three-faults', '2019-05-case-system-three-faults.csv'],
])

/** A sample by its name in addresses; null where there is none of that name. */
export async function loadSample(name: string): Promise<Sample | null> {
  const filename = files.get(name)
  if (filename === undefined) return null
  return {
    filename,
    content: await readFile(new URL(`../../../seeds/demo/samples/${filename}`, import.meta.url)),
  }
}
