/** Deterministic variation: the same name always gives the same numbers. */

/** A number in [0, 1) made from a name (32-bit FNV-1a, then the finaliser of MurmurHash3, so that similar names give different
 * numbers). */
export function fraction(name: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32
}

/** A number in [-1, 1) made from a name. */
export function around(name: string): number {
  return fraction(name) * 2 - 1
}

/** The longest run on one side of zero: with at most 3, there can be no run of 7 on one side and no trend of 7. */
const longestRun = 3

const sequences = new Map<string, number[]>()

/** The wobble of an ordinary series in its `index`th month: between 0.3 and 1 above or below zero, with at most three months in
 * a row on one side. It is common-cause variation, which the control chart's rules rightly ignore. */
export function wobble(name: string, index: number): number {
  const sequence = sequences.get(name) ?? []
  sequences.set(name, sequence)
  while (sequence.length <= index) {
    const i = sequence.length
    const last = sequence.slice(-longestRun)
    const stuck = last.length === longestRun && last.every((v) => v > 0 === (last[0] ?? 0) > 0)
    const flips = stuck || fraction(`${name} side ${i}`) < 0.6
    const before = sequence[i - 1] ?? (fraction(`${name} start`) < 0.5 ? 1 : -1)
    const side = before > 0 === flips ? -1 : 1
    sequence.push(side * (0.3 + 0.7 * fraction(`${name} size ${i}`)))
  }
  return sequence[index] ?? 0
}

/** A slow drift for figures over rolling windows: the mean of the last six wobbles. */
export function drift(name: string, index: number): number {
  const from = Math.max(0, index - 5)
  let sum = 0
  for (let i = from; i <= index; i++) sum += wobble(name, i)
  return sum / (index - from + 1)
}
