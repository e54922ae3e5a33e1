/** A chart as one specification that stock Vega-Lite opens as it is: fragments, colours and theme in their places, with its data,
 * title, description and source. */
import { palette } from '../palette.ts'
import type { Part, Picture } from './picture.ts'
import { resolvedSpec } from './resolved-spec.ts'
import { specs } from './specs.ts'
import { type StandaloneWords, wrapped } from './svg.ts'
import theme from './theme.json' with { type: 'json' }

type Json = Record<string, unknown>

/** The specification of a picture, as a file of its own. Several parts stand one above another, or in its columns. */
export function stockSpec({ parts, columns = 1 }: Picture, words: StandaloneWords): Json {
  const isOne = parts.length === 1 && parts[0]?.title === undefined
  const views = parts.map((part, i) => viewOf(part, isOne ? null : `_${i + 1}`))
  const width = columns * Math.max(0, ...parts.map(({ input }) => input.width))
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    ...titleOf(words, Math.max(width, 480)),
    padding: 16,
    background: palette.paper,
    config: resolvedSpec(theme),
    params: views.flatMap(({ params }) => params),
    datasets: Object.assign({}, ...views.map(({ datasets }) => datasets)),
    ...(isOne
      ? views[0]?.view
      : arranged(
          views.map(({ view }) => view),
          parts,
          columns,
        )),
  }
}

function titleOf({ title, subtitle, description, key, source }: StandaloneWords, width: number): Json {
  const lines = (text: string | null | undefined, letter: number) =>
    text == null ? [] : wrapped(text, Math.floor(width / letter))
  return {
    description,
    usermeta: { title, subtitle, key: key ?? null, source },
    title: {
      text: lines(title, 9.5),
      subtitle: [...lines(subtitle, 6.6), ...lines(key, 6.6), ...lines(`Source: ${source}`, 6.6)],
      ...{
        anchor: 'start',
        frame: 'group',
        offset: 14,
        fontSize: 19,
        subtitleFontSize: 14,
        subtitlePadding: 6,
      },
      ...{ color: palette.ink, subtitleColor: palette.inkSecondary, limit: 0 },
    },
  }
}

/** Views beside one another share no scale but by the values in them. */
function arranged(views: readonly Json[], parts: readonly Part[], columns: number): Json {
  const channels = ['x', 'y', 'color', 'fill', 'stroke', 'shape', 'size', 'strokeDash', 'opacity']
  const scale = Object.fromEntries(channels.map((channel) => [channel, 'independent']))
  const above = parts[1]?.input.padding.top ?? 0
  return {
    concat: views,
    columns,
    resolve: { scale },
    bounds: 'flush',
    spacing: {
      column: Math.max(...parts.map(({ input }) => input.padding.left + input.padding.right)),
      row: (parts[0]?.input.padding.bottom ?? 0) + above + (columns > 1 ? 28 : 0),
    },
  }
}

type View = { view: Json; params: Json[]; datasets: Json }

/** One part with its size; its parameters and tables carry `ending` if there are other parts. */
function viewOf({ chart, input, title }: Part, ending: string | null): View {
  const {
    $schema: _schema,
    description: _description,
    autosize: _autosize,
    usermeta: _usermeta,
    params,
    ...spec
  } = resolvedSpec(specs[chart])
  const own = (params ?? []) as { name: string; value?: unknown }[]
  const names = new Set(own.map(({ name }) => name))
  const renamed = (part: unknown) =>
    ending === null ? part : withEnding(part, { ending, names, width: input.width, height: input.height })
  const called = (name: string) => (ending === null ? name : `${name}${ending}`)
  return {
    view: {
      ...(withoutRows(renamed(spec)) as Json),
      ...(title === undefined ? {} : { title: { text: title, anchor: 'start', fontSize: 15 } }),
      width: input.width,
      height: input.height,
    },
    params: own.map((param) => ({
      ...(renamed(param) as Json),
      name: called(param.name),
      ...(input.params !== undefined && Object.hasOwn(input.params, param.name)
        ? { value: input.params[param.name] }
        : {}),
    })),
    datasets: Object.fromEntries(
      Object.entries(input.data).map(([name, rows]) => [called(name), rows.map(shownRow)]),
    ),
  }
}

/** A mark's row of the table beside a chart has no meaning where there is no table. */
function shownRow(row: object): object {
  const { point: _point, ...shown } = row as Json
  return shown
}

function withoutRows(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(withoutRows)
  if (typeof part !== 'object' || part === null) return part
  return Object.fromEntries(
    Object.entries(part)
      .filter(([key]) => key !== 'description')
      .map(([key, value]) => [key, withoutRows(value)]),
  )
}

type Renaming = { ending: string; names: ReadonlySet<string>; width: number; height: number }

/** The keys of a specification whose text is an expression. */
const expressions = new Set(['expr', 'filter', 'calculate', 'labelExpr', 'test', 'signal'])

function withEnding(part: unknown, renaming: Renaming, key = ''): unknown {
  if (typeof part === 'string') return expressions.has(key) ? expressionWith(part, renaming) : part
  if (Array.isArray(part)) return part.map((item) => withEnding(item, renaming))
  if (typeof part !== 'object' || part === null) return part
  return Object.fromEntries(
    Object.entries(part).map(([own, value]) =>
      key === 'data' && own === 'name' && typeof value === 'string'
        ? [own, `${value}${renaming.ending}`]
        : [own, withEnding(value, renaming, own)],
    ),
  )
}

/** An expression with its parameters and tables renamed, and the size of its own view as numbers: within several views `width`
 * and `height` are those of none. */
function expressionWith(text: string, { ending, names, width, height }: Renaming): string {
  return text.replaceAll(
    /data\('(\w+)'\)|'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|[A-Za-z_$][\w$]*(?:\.[\w$]+)*/g,
    (found, table: string | undefined) => {
      if (table !== undefined) return `data('${table}${ending}')`
      if (found === 'width') return String(width)
      if (found === 'height') return String(height)
      return names.has(found) ? `${found}${ending}` : found
    },
  )
}
