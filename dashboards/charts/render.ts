/** Vega-Lite specifications to SVG text, on the server, without code generation from strings. */
import * as vega from 'vega'
import { expressionInterpreter } from 'vega-interpreter'
import { compile, type TopLevelSpec } from 'vega-lite'
import type { ChartInput, Drawing } from './picture.ts'
import { resolvedSpec } from './resolved-spec.ts'
import theme from './theme.json' with { type: 'json' }

/** Refuses every address: a specification only gets data from us. */
const closedLoader: vega.Loader = {
  ...vega.loader(),
  load: refuse,
  sanitize: refuse,
  http: refuse,
  file: refuse,
}

function refuse(uri: string): never {
  throw new Error(`A chart asked for ${uri}: charts load nothing`)
}

/** A specification compiled for Vega, with its fragments and the theme. A warning from the compiler is a fault of the specification
 * and is thrown. */
export function compiledChart(spec: object, style: object = theme): vega.Spec {
  const { description = 'without a description' } = spec as { description?: string }
  const complain = (told: string) => {
    throw new Error(`Chart specification (${description}): ${told}`)
  }
  const logger = loggerOf({ warn: complain, error: complain })
  // The type of a specification read from JSON is too wide; the compiler checks it, and a warning is thrown above.
  return compile({ ...resolvedSpec(spec), config: resolvedSpec(style) } as unknown as TopLevelSpec, {
    logger,
  }).spec
}

/** A logger of warnings and errors. */
function loggerOf({ warn, error }: { warn: (told: string) => void; error: (told: string) => void }) {
  const logger: vega.LoggerInterface = {
    level: () => vega.Warn,
    error(...told: readonly unknown[]) {
      error(told.join(' '))
      return logger
    },
    warn(...told: readonly unknown[]) {
      warn(told.join(' '))
      return logger
    },
    info: () => logger,
    debug: () => logger,
  }
  return logger
}

/** Draws one specification, compiled on first use and then given new data each time. The same input gives the same bytes in
 * every time zone. */
export function chartRenderer(spec: object, style: object = theme): { draw: (input: ChartInput) => Drawing } {
  let compiled: vega.Runtime | null = null
  const runtime = () => {
    compiled ??= vega.parse(compiledChart(spec, style), undefined, { ast: true })
    return compiled
  }
  return { draw: (input) => draw(runtime(), input) }
}

function draw(runtime: vega.Runtime, input: ChartInput): Drawing {
  vega.resetSVGDefIds()
  const { padding } = input
  // Vega tells a fault of drawing to its logger and goes on: half a chart would be shown.
  const faults: string[] = []
  const view = new vega.View(runtime, {
    renderer: 'none',
    loader: closedLoader,
    expr: expressionInterpreter,
    logger: loggerOf({ warn() {}, error: (told) => faults.push(told) }),
  })
  view.width(input.width).height(input.height).padding(padding)
  for (const [name, value] of Object.entries(input.params ?? {})) view.signal(name, value)
  // Vega marks the rows it is given, so it gets its own copies.
  for (const [name, rows] of Object.entries(input.data))
    view.data(
      name,
      rows.map((row) => ({ ...row })),
    )
  view.run()
  if (faults.length > 0) throw new Error(`Chart: ${faults.join('; ')}`)
  const width = input.width + padding.left + padding.right
  const height = input.height + padding.top + padding.bottom
  // toSVG() is asynchronous. Its string renderer is exported but not declared in the types, and neither is the root of the
  // scene.
  const renderer = new (
    vega as unknown as { SVGStringRenderer: new (loader: vega.Loader) => StringRenderer }
  ).SVGStringRenderer(closedLoader)
  renderer.initialize(null, width, height, [padding.left, padding.top], 1)
  const svg = renderer.render((view.scenegraph() as unknown as { root: unknown }).root).svg()
  view.finalize()
  return { svg: bare(svg), width, height }
}

type StringRenderer = {
  initialize(element: null, width: number, height: number, origin: [number, number], scale: number): void
  render(scene: unknown): StringRenderer
  svg(): string
}

/** A hundredth of a pixel is seen by nobody. */
function twoDecimals(number: string): string {
  return String(Math.round(Number(number) * 100) / 100)
}

/** Removes what only a browser's Vega would use, and what Vega tells assistive technology, because the page says it better. A
 * specification sets a mark's description to the table row it belongs to; that is kept as `data-point` for the browser. Coordinates
 * keep two decimals, and what is opaque does not say so. Only tags are changed, never text. */
function bare(svg: string): string {
  return svg
    .replaceAll(/<[^>]+>/g, (tag) =>
      tag
        .replace(/ aria-label="([0-9]+(?: [0-9]+)?)"/, ' data-point="$1"')
        .replaceAll(/ (?:class|role|aria-[a-z]+|pointer-events|xmlns:xlink)="[^"]*"| opacity="1"/g, '')
        .replaceAll(/-?\d+(?:\.\d+e-\d+|e-\d+|\.\d{3,})/g, twoDecimals),
    )
    .replaceAll('<g transform="translate(0,0)">', '<g>')
    .replaceAll(/<g( [^>]*)?><\/g>/g, '')
}
