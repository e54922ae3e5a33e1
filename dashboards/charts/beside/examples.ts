import type { Picture } from '../picture.ts'
import { titledBeside } from './beside.ts'
import example from './example.json' with { type: 'json' }
import type { Beside } from './lines.ts'

export function examples(): Record<string, Picture> {
  const beside = example as Beside
  const { picture, narrow = picture } = titledBeside(beside)
  return {
    wide: picture,
    narrow,
    'years alone beside our own': titledBeside({ ...beside, lines: beside.lines.slice(0, 1) }).picture,
    'no target and nothing reported': titledBeside({
      ...beside,
      targets: beside.targets.map(() => null),
      yearly: [],
      lines: beside.lines.map((line) => ({
        ...line,
        points: line.points.map((p) => ({ ...p, state: 'not_reported' as const, value: null })),
      })),
    }).picture,
  }
}
