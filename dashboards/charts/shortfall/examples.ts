import type { Picture } from '../picture.ts'
import example from './example.json' with { type: 'json' }
import { type Shortfall, titledShortfall } from './shortfall.ts'

type Shares = Shortfall['shares']

export function examples(): Record<string, Picture> {
  // TypeScript types the words in JSON as any string; the states are those of figures.
  const shortfall = example as Shortfall
  const { picture, narrow = picture } = titledShortfall(shortfall)
  const drawn = (shares: Shares) => titledShortfall({ ...shortfall, shares })
  const changed = (change: (share: Shares[number], i: number) => { short?: number; name?: string }) =>
    shortfall.shares.map((share, i) => {
      const { short = share.short, name = share.unit.name } = change(share, i)
      return { unit: { ...share.unit, name }, short }
    })
  const long = changed((_, i) => ({
    name: `Children with disabilities and complex health needs, Upper Wychwood and the Coast ${i + 1}`,
  }))
  const many = Array.from({ length: 25 }, (_, i) => ({
    unit: { ...shortfall.shares[i % shortfall.shares.length]?.unit, code: `T${i}`, name: `Team ${i + 1}` },
    short: ((i * 37) % 29) / 2 - 4,
  })) as unknown as Shares
  const better = changed(({ short }) => ({ short: -Math.abs(short) }))
  return {
    wide: picture,
    narrow,
    'one team': drawn(shortfall.shares.slice(0, 1)).picture,
    '25 teams': drawn(many).picture,
    '25 teams, narrow': drawn(many).narrow ?? narrow,
    'long names': drawn(long).picture,
    'long names, narrow': drawn(long).narrow ?? narrow,
    'all on target': drawn(changed(() => ({ short: 0 }))).picture,
    'all better': drawn(better).picture,
    'all better, narrow': drawn(better).narrow ?? narrow,
    'very large beside very small': drawn(changed((_, i) => ({ short: i === 0 ? 12_345.6 : 0.1 }))).picture,
  }
}
