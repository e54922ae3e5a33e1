/** A share in per cent that a council sets from a month on. */
import { defaultOpeningShare } from '../figures/latest-month.ts'
import { defaultFalseDiscoveryLimit } from '../figures/spc/false-discovery.ts'
import { defaultLeftOutLimit } from '../figures/wholeness.ts'
import { grainOf, periodName } from '../time/period.ts'

export const shareNames = ['left_out_limit', 'opening_share', 'false_discovery_limit'] as const
export type ShareName = (typeof shareNames)[number]

/** A share and the first month for which it holds; without a month it is the built-in one. */
export type DatedShare = { from: string | null; percent: number }

/** The months from which a share may be set, both included. */
export type ShareMonths = { first: string; last: string }

export const shareWords: Record<ShareName, { title: string; hint: string; percent: string }> = {
  left_out_limit: {
    title: 'How much of a ratio or a mean may be missing',
    hint:
      'Where the teams left out of a figure usually hold this share of its base or more, the ' +
      'figure is shown and not judged. A count or a stock is never judged without one of its ' +
      'teams.',
    percent: 'Not judged from this share of the usual base on, in per cent',
  },
  opening_share: {
    title: 'When pages open on a new month',
    hint:
      'Pages of a team or service open on its latest month past its first due day of which at least this ' +
      'share of the expected figures is in, or will never come. A newer month is offered ' +
      'beside it.',
    percent: 'Opened on from this share of the expected figures on, in per cent',
  },
  false_discovery_limit: {
    title: 'How many of the changes that a page lists may be chance',
    hint:
      'Among hundreds of measures a few are called changed by chance alone. A list of changes ' +
      'holds the strongest, so that about this share of them at most is chance; the others ' +
      'are counted beneath it.',
    percent: 'Of the changes listed, chance may be this share, in per cent',
  },
}

/** The built-in share. */
export const usualShares: Record<ShareName, number> = {
  left_out_limit: defaultLeftOutLimit,
  opening_share: defaultOpeningShare,
  false_discovery_limit: defaultFalseDiscoveryLimit,
}

/** The share in force in a month. `set` holds those in force from a month on, the earliest first. */
export function shareIn(name: ShareName, set: readonly DatedShare[], month: string): DatedShare {
  return (
    set.findLast(({ from }) => from !== null && from <= month) ?? { from: null, percent: usualShares[name] }
  )
}

/** The shares once another is set: it takes the place of the one from the same month. */
export function withShare(set: readonly DatedShare[], share: DatedShare): DatedShare[] {
  const others = set.filter(({ from }) => from !== share.from)
  return [...others, share].sort((a, b) => ((a.from ?? '') < (b.from ?? '') ? -1 : 1))
}

/** "30% from July 2019 on"; "25%, as the service came". */
export function datedShareWords({ from, percent }: DatedShare): string {
  return from === null ? `${percent}%, as the service came` : `${percent}% from ${periodName(from)} on`
}

/** What setting a share does to figures that are there already, as a sentence. */
export function shareEffect(name: ShareName, { first }: ShareMonths): string {
  switch (name) {
    case 'left_out_limit':
      return (
        `It judges later figures only: every month before ${periodName(first)} keeps the share that its figures ` +
        'were judged by, also where they are restated.'
      )
    case 'opening_share':
      return (
        'It changes no figure and no verdict, only the month that pages open on; a page read as it was on an ' +
        'earlier day still opens as it did then.'
      )
    case 'false_discovery_limit':
      return 'It changes no figure and no verdict, only which changes of a month are listed on the overview.'
  }
}

export type ShareFields = { percent: string; from: string; reason: string }
export type ShareErrors = Partial<Record<keyof ShareFields, string>>

const longestReason = 500

/** Checks a share as it was typed. Returns the share, or for each faulty field a message that says what to do. */
export function readShare(
  { percent, from, reason }: ShareFields,
  { first, last }: ShareMonths,
): { share: { percent: number; from: string; reason: string } } | { errors: ShareErrors } {
  const number = percent.trim().replace(/ ?%$/, '')
  const why = reason.trim()
  const isShare = /^[0-9]{1,3}$/.test(number) && Number(number) >= 1 && Number(number) <= 100
  const isMonth = grainOf(from) === 'monthly' && from >= first && from <= last
  const errors: ShareErrors = {
    ...(isShare ? {} : { percent: 'Enter a whole number from 1 to 100' }),
    ...(isMonth ? {} : { from: `Choose a month from ${periodName(first)} to ${periodName(last)}` }),
    ...(why === '' ? { reason: 'Say why, for those who read the figures later' } : {}),
    ...(why.length > longestReason ? { reason: `Use ${longestReason} characters or fewer` } : {}),
  }
  if (Object.keys(errors).length > 0) return { errors }
  return { share: { percent: Number(number), from, reason: why } }
}
