/** What a specification shares with others is written once and named: `{"use": "points"}` stands for `fragments/points.json`, and
 * `{"colour": "target"}` for that colour of the palette. What is written beside `use` is laid over the fragment: `{"use":
 * "points", "mark": {"strokeWidth": 1}}`. A fragment that is a list puts its items into the list that uses it. */
import { colourNamed } from './colours.ts'
import { fragments as ours } from './fragments/fragments.ts'

type Json = null | boolean | number | string | readonly Json[] | JsonObject
type JsonObject = { readonly [key: string]: Json }
type Fragments = Readonly<Record<string, unknown>>

/** A specification as plain Vega-Lite, with every fragment and colour in its place. Throws for an unknown name, for a fragment
 * that uses itself, and for a list that is used where one thing stands. */
export function resolvedSpec(spec: object, fragments: Fragments = ours): Record<string, unknown> {
  // A specification and its fragments are read from JSON.
  return entries(spec as JsonObject, { fragments: fragments as JsonObject, within: [] })
}

type Reading = { fragments: JsonObject; within: readonly string[] }

function resolved(part: Json, reading: Reading): Json {
  if (isList(part)) return part.flatMap((item) => items(item, reading))
  if (!isObject(part)) return part
  if (part.colour !== undefined) return colourNamed(String(part.colour))
  if (part.use === undefined) return entries(part, reading)
  const { use, ...own } = part
  const base = fragmentOf(use, reading)
  if (isList(base)) throw new Error(`The fragment ${use} is a list: use it alone, as an item of a list`)
  return laidOver(base, entries(own, reading))
}

function entries(object: JsonObject, reading: Reading): Record<string, Json> {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, resolved(value, reading)]))
}

/** One item of a list: all items of a fragment that is a list. */
function items(item: Json, reading: Reading): readonly Json[] {
  const isAlone = isObject(item) && item.use !== undefined && Object.keys(item).length === 1
  const read = isAlone ? fragmentOf(item.use as Json, reading) : resolved(item, reading)
  return isAlone && isList(read) ? read : [read]
}

function fragmentOf(name: Json, { fragments, within }: Reading): Json {
  const found = typeof name === 'string' && Object.hasOwn(fragments, name) ? fragments[name] : undefined
  if (typeof name !== 'string' || found === undefined)
    throw new Error(
      `There is no fragment ${String(name)}. The fragments are: ${Object.keys(fragments).join(', ')}`,
    )
  const path = [...within, name]
  if (within.includes(name)) throw new Error(`A fragment uses itself: ${path.join(' uses ')}`)
  return resolved(found, { fragments, within: path })
}

/** Objects are laid over one another key by key; everything else replaces what was there. */
function laidOver(base: Json | undefined, over: Json): Json {
  if (!isObject(base) || !isObject(over)) return over
  return {
    ...base,
    ...Object.fromEntries(Object.entries(over).map(([key, value]) => [key, laidOver(base[key], value)])),
  }
}

function isObject(part: Json | undefined): part is JsonObject {
  return typeof part === 'object' && part !== null && !isList(part)
}

function isList(part: Json): part is readonly Json[] {
  return Array.isArray(part)
}
