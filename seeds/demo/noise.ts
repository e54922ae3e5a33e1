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

/** The wobble of a flow in its `index`th period, which may lie before the record: between 0.3 and 1 above or below zero. Each
 * period's cases are new, so no period depends on the one before. */
export function wobble(name: string, index: number): number {
  const side = fraction(`${name} side ${index}`) < 0.5 ? -1 : 1
  return side * (0.3 + 0.7 * fraction(`${name} size ${index}`))
}

/** A slow drift for figures over rolling windows: the mean of the last six wobbles. */
export function drift(name: string, index: number): number {
  let sum = 0
  for (let i = index - 5; i <= index; i++) sum += wobble(name, i)
  return sum / 6
}
