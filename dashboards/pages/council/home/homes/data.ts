/** The data team's home: what is due, what waits, and what was published. */
import type { WaitingExtract } from '#server/reads/waiting-extracts.ts'
import { extractAddress, scorecardAddress } from '../../../../addresses.ts'
import { returnLines, stoppedLines, waitingExtractLines } from '../lines/extract-lines.ts'
import { publicationLines } from '../lines/publication-lines.ts'
import {
  extractsPlace,
  glossaryPlace,
  type Home,
  type HomeQuestion,
  overviewPlace,
  publicationsRead,
} from './home.ts'

/** How far back missing figures are looked for: two years, month by month. */
const returnMonthsShown = 24
const waitingRead = 50

export async function dataHome({ reads, unit, period, today, now, since }: HomeQuestion): Promise<Home> {
  const [months, stopped, waiting, published] = await Promise.all([
    reads.loadReturnMonths(today, returnMonthsShown),
    reads.loadStoppedFigures(today),
    reads.loadWaitingExtracts({ limit: waitingRead, now }),
    reads.loadPublications({ units: null, limit: publicationsRead }),
  ])
  return {
    start: { text: 'See what is in, due and late', href: '/extracts' },
    todo: [
      ...waitingExtractLines(waiting.filter((x) => !waitsForItsTime(x))),
      ...returnLines(months, today),
      ...stoppedLines(stopped),
      ...waitingExtractLines(waiting.filter(waitsForItsTime)),
    ],
    talk: null,
    rest: '/extracts',
    restChanged: '/extracts',
    changed: publicationLines(published, since, (p) =>
      p === null ? '/extracts' : p.extract === null ? '/help/method' : extractAddress(p.extract.id),
    ),
    places: [
      { text: 'Upload an extract', href: '/extracts/new', note: 'a file, or rows pasted from a spreadsheet' },
      { ...extractsPlace, note: 'every file received, to its rows' },
      ...(period === null
        ? []
        : [
            { ...overviewPlace, note: 'what the figures now say' },
            { text: 'The council’s scorecard', href: scorecardAddress(unit.code, period) },
          ]),
      glossaryPlace,
      { text: 'Settings', href: '/admin/settings', note: 'who may publish, and what the drop folder does' },
      { text: 'Is the service well?', href: '/status' },
    ],
    quiet: 'Nothing needs you: every return that is due is complete.',
  }
}

/** A file that needs no action: it is published automatically. */
function waitsForItsTime({ status, isOverdue }: WaitingExtract): boolean {
  return status === 'scheduled' && !isOverdue
}
