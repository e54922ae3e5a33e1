/** Waits for an agreed action for at most this many milliseconds, and returns whether it settled by then. */
export async function isSettledWithin(decision: Promise<unknown>, milliseconds: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(resolve, milliseconds, false)
  })
  try {
    return await Promise.race([decision.then(() => true), late])
  } finally {
    clearTimeout(timer)
  }
}
