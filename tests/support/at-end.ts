const closers: (() => Promise<void>)[] = []

/** Closes something at the end of the test file, whenever the file opened it: vitest never calls an `afterAll` that is given within
 * another hook. What was opened last is closed first. */
export function closeAtEnd(close: () => Promise<void>): void {
  closers.push(close)
}

/** Closes all that the finished test file opened. */
export async function closeOpened(): Promise<void> {
  for (const close of closers.splice(0).reverse()) await close()
}
