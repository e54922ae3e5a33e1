/** The demonstration council's two files for its next month: one clean, one with three faults. */
import { demoSamples } from '../../../seeds/demo/samples.ts'

export type Sample = { filename: string; content: Buffer }

let samples: ReturnType<typeof demoSamples> | undefined

/** A sample by its name in addresses; null where there is none of that name. */
export async function loadSample(name: string): Promise<Sample | null> {
  samples ??= demoSamples()
  const sample = samples.get(name)
  return sample === undefined ? null : { ...sample, content: Buffer.from(sample.content) }
}
