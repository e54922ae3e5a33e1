/** The rules that fired in a series, in words. Neighbouring points with the same signal are one run. */
import type { Flag, Meaning, Signal } from '../figures/figure.ts'
import { addPeriods, periodInSentence, periodName } from '../time/period.ts'
import { signalWords } from './words.ts'

export type SignalRun = { from: string; to: string; signal: Signal; meaning: Meaning; rising: boolean }

/** The runs of flagged points that end in or after `from`, latest first. A run that began earlier is given whole. */
export function signalRuns(flags: readonly Flag[], from = ''): SignalRun[] {
  const runs: SignalRun[] = []
  for (const flag of flags.toSorted((a, b) => (a.period < b.period ? -1 : 1))) {
    const last = runs.at(-1)
    const continues =
      last !== undefined &&
      addPeriods(last.to, 1) === flag.period &&
      last.signal === flag.signal &&
      last.meaning === flag.meaning &&
      last.rising === flag.rising
    if (continues) last.to = flag.period
    else {
      const { period, signal, meaning, rising } = flag
      runs.push({ from: period, to: period, signal, meaning, rising })
    }
  }
  return runs.filter((run) => run.to >= from).reverse()
}

/** "March 2019 to April 2019, worse than usual: a figure outside its usual range". */
export function signalRunWords({ from, to, signal, meaning, rising }: SignalRun): string {
  const when = from === to ? periodName(from) : `${periodName(from)} to ${periodInSentence(to)}`
  const than = { improving: 'better', concerning: 'worse', unusual: rising ? 'higher' : 'lower' }[meaning]
  return `${when}, ${than} than usual: ${signalWords[signal]}`
}
