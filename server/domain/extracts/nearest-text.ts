/** The closest known code to a mistyped one: offered to the person, never applied. */

/**
 * The known text nearest to `text` by edit distance (Damerau's restricted form: insert, delete, replace, swap two
 * neighbours), or null if none is near: at most a third of the letters may differ. The first of equals wins.
 */
export function nearestText(text: string, known: Iterable<string>): string | null {
  const limit = Math.max(1, Math.floor(text.length / 3))
  let best: string | null = null
  let bestDistance = limit + 1
  for (const candidate of known) {
    if (Math.abs(candidate.length - text.length) >= bestDistance) continue
    const distance = editDistance(text, candidate)
    if (distance < bestDistance) {
      best = candidate
      bestDistance = distance
    }
  }
  return best
}

/**
 * The same, cached, for at most so many different texts; later ones get null. A person corrects the cause and not the
 * thousandth wrong code, and comparing a million texts with thousands of codes takes an hour.
 */
export function rationedNearest(most: number): typeof nearestText {
  const found = new Map<string, string | null>()
  return (text, known) => {
    const before = found.get(text)
    if (before !== undefined || found.size >= most) return before ?? null
    const near = nearestText(text, known)
    found.set(text, near)
    return near
  }
}

function editDistance(a: string, b: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      let distance = Math.min(at(last, j) + 1, at(row, j - 1) + 1, at(last, j - 1) + (same ? 0 : 1))
      if (a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        distance = Math.min(distance, at(beforeLast, j - 2) + 1)
      }
      row.push(distance)
    }
    beforeLast = last
    last = row
  }
  return at(last, b.length)
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Number.POSITIVE_INFINITY
}
