/** What a form's tick "Let the board read this" says. */
import { smallNumberAdvice } from '#domain/suppression/small-number-advice.ts'
import type { ReleaseTick } from '../../components/release-tick/release-tick.ts'

/** The tick as it was sent with a text. `asks` is true if the text seems to tell a small number and its writer was not asked yet
 * whether to release it: the form is then shown again with the advice, and nothing is saved. */
export function releaseSent(
  { release, advised }: { release?: unknown; advised?: unknown },
  text: string,
): ReleaseTick & { asks: boolean } {
  const isTicked = release === 'yes'
  const advice = isTicked ? smallNumberAdvice(text) : null
  return { isTicked, advice, asks: advice !== null && advised !== 'yes' }
}

/** The tick of a form that was not sent yet. */
export const noTick: ReleaseTick = { isTicked: false, advice: null }
