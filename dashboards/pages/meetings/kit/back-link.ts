/** The page from which a form was opened, and to which its writer returns. */

import { measureAddress, scorecardAddress, unitAddress, unitDecisionsAddress } from '../../../addresses.ts'
import type { PageRequest } from '../../kit/page.ts'

export type BackLink = {
  /** The name that the form sends on. */
  from: string
  /** The link beside the form's button: it leads to the exact row, if there is one. */
  href: string
  text: string
}

/** What was opened: the measure's code if it is about one, and the anchor on each page under which the text will be shown. */
type Place = {
  unit: string
  kpi: string | null
  period: string
  on: { scorecard: string; kpi: string }
}

/** The page that `from` names; otherwise the page of ours that led here; otherwise the scorecard. Never an address that was
 * sent. */
export function backLinkOf(request: PageRequest, place: Place, from: unknown): BackLink {
  const { unit, kpi, period, on } = place
  const places = new Map([
    [
      'scorecard',
      { href: `${scorecardAddress(unit, period)}#${on.scorecard}`, text: 'Back to the scorecard' },
    ],
    ['decisions', { href: unitDecisionsAddress(unit), text: 'Back to the agreed actions' }],
    ['unit', { href: unitAddress(unit), text: 'Back to the team or service' }],
    ['home', { href: '/', text: 'Back to home' }],
  ])
  if (kpi !== null)
    places.set('kpi', {
      href: `${measureAddress(unit, kpi, period)}#${on.kpi}`,
      text: 'Back to the measure',
    })
  for (const name of [from, cameFrom(request, unit), 'scorecard']) {
    const found = typeof name === 'string' ? places.get(name) : undefined
    if (found !== undefined) return { from: String(name), ...found }
  }
  return { from: 'home', href: '/', text: 'Back to home' }
}

/** The address without its anchor, because the confirmation is at the top of the page. */
export function topOf({ href }: BackLink): string {
  return href.split('#', 1)[0] ?? href
}

function cameFrom(request: PageRequest, unit: string): string {
  const { referer } = request.headers
  const path = referer === undefined || !URL.canParse(referer) ? '' : new URL(referer).pathname
  if (path === '/') return 'home'
  if (path === unitDecisionsAddress(unit)) return 'decisions'
  if (path.startsWith(measureAddress(unit, ''))) return 'kpi'
  return path === unitAddress(unit) ? 'unit' : 'scorecard'
}
