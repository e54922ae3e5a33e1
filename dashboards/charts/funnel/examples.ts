import type { Picture } from '../picture.ts'
import example from './example.json' with { type: 'json' }
import { type Funnel, titledFunnel } from './funnel.ts'

/** Teams of which one is outside the limits, the same on a phone, a team with a small base, and all teams at the top. */
export function examples(): Record<string, Picture> {
  const funnel = example as Funnel
  const { picture, narrow = picture } = titledFunnel(funnel)
  const all = funnel.teams.map((t) => ({ ...t, numerator: t.denominator, value: 100 }))
  return {
    wide: picture,
    narrow,
    'a small base': titledFunnel({
      ...funnel,
      teams: funnel.teams.map((t, i) => (i === 1 ? { ...t, numerator: 3, denominator: 6, value: 50 } : t)),
    }).picture,
    'all at the top': titledFunnel({ ...funnel, together: 100, teams: all }).picture,
    'no team': titledFunnel({ ...funnel, teams: [] }).picture,
  }
}
