import type { Status } from '#domain/figures/figure.ts'
import { statusWords } from '#domain/wording/words.ts'
import type { Html } from '../../html.ts'
import { markedWord } from '../marked-word/marked-word.ts'

/** A KPI against its target. The shape keeps its meaning when lower is better. */
export function statusTag(options: { status: Status; word?: string }): Html {
  return markedWord({ mark: options.status, word: options.word ?? statusWords[options.status] })
}

/** The status that stands right beside its figure: null without one, or where the figure itself says that there is no data. */
export function statusBeside({ status }: { status: Status | null }): Html | null {
  return status === null || status === 'no_data' ? null : statusTag({ status })
}
