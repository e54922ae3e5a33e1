/** Draws pictures: the only use of Vega. The service runs it in separate threads (`server/drawing`). */
import type { ChartInput, Drawing, Picture } from './picture.ts'
import { chartRenderer } from './render.ts'
import { type ChartName, specs } from './specs.ts'
import { arranged } from './svg.ts'

type Renderer = { draw: (input: ChartInput) => Drawing }

const renderers = new Map<ChartName, Renderer>(
  Object.entries(specs).map(([name, spec]) => [name as ChartName, chartRenderer(spec)]),
)

/** Draws a picture now, in this thread. Throws for an unknown chart or an input that does not fit its specification. */
export function drawPicture({ parts, columns = 1 }: Picture): Drawing {
  const drawings = parts.map(({ chart, input, title }) => {
    const renderer = renderers.get(chart)
    if (renderer === undefined) throw new Error(`There is no chart ${chart}`)
    return { drawing: renderer.draw(input), title }
  })
  const [only] = drawings
  return drawings.length === 1 && only !== undefined && only.title === undefined
    ? only.drawing
    : arranged(drawings, columns)
}

/** Compiles a specification and draws an empty picture with it, so that the first real picture waits for neither. */
export function makeReady(chart: ChartName): void {
  renderers.get(chart)?.draw(nothing)
}

const nothing: ChartInput = {
  data: {},
  width: 300,
  height: 100,
  padding: { left: 0, right: 0, top: 0, bottom: 0 },
}
