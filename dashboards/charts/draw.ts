/** Pictures drawn: the only way into Vega. In the service it runs in threads of its own (`server/charts`). */
import type { ChartInput, Drawing, Picture } from './picture.ts'
import { chartRenderer } from './render.ts'
import { type ChartName, specs } from './specs.ts'
import { arranged } from './svg.ts'

type Renderer = { draw: (input: ChartInput) => Drawing; compile: () => void }

const renderers = new Map<ChartName, Renderer>(
  Object.entries(specs).map(([name, spec]) => [name as ChartName, chartRenderer(spec)]),
)

/** Draws a picture here and now. Throws where a chart is unknown or its input is not what its specification takes. */
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

/** Compiles every specification, so that the first picture asked for waits for none. */
export function compileCharts(): void {
  for (const { compile } of renderers.values()) compile()
}
