/** The palette by the names that specifications and the theme use: `ink`, `status.met`, `heat.close.fill`. */
import {
  heatClose,
  heatColours,
  lineColours,
  palette,
  ratingColours,
  statusColours,
  variationColours,
} from '../palette.ts'

const [farBelow, below, at, above, farAbove] = heatColours
const heat = { farBelow, below, close: heatClose, at, above, farAbove }

const groups: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  status: statusColours,
  variation: variationColours,
  rating: ratingColours,
  line: lineColours,
  ...Object.fromEntries(Object.entries(heat).map(([bin, colours]) => [`heat.${bin}`, colours])),
}

const colours: ReadonlyMap<string, string> = new Map([
  ...Object.entries(palette),
  ...Object.entries(groups).flatMap(([group, members]) =>
    Object.entries(members).map(([name, hex]) => [`${group}.${name}`, hex] as const),
  ),
])

/** A colour of the palette. Throws for a name that is not there. */
export function colourNamed(name: string): string {
  const colour = colours.get(name)
  if (colour === undefined)
    throw new Error(`The palette has no colour ${name}. Its colours are: ${[...colours.keys()].join(', ')}`)
  return colour
}
