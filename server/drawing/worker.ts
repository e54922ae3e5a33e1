/** A drawing thread. It turns pictures into SVG and SVG into PNG, and can reach nothing of the service but the charts. */
import { fileURLToPath } from 'node:url'
import { parentPort } from 'node:worker_threads'
import { drawPicture, makeReady } from '#dashboards/charts/draw.ts'
import type { Answer, Order } from './message.ts'

const FONTS = ['arimo-regular.ttf', 'arimo-bold.ttf'].map((file) =>
  fileURLToPath(new URL(`./fonts/${file}`, import.meta.url)),
)

parentPort?.on('message', async (order: Order) => {
  parentPort?.postMessage(await answerTo(order))
})

async function answerTo(order: Order): Promise<Answer> {
  try {
    switch (order.is) {
      case 'readiness':
        makeReady(order.chart)
        return { is: 'ready' }
      case 'drawing':
        return { is: 'drawing', drawing: drawPicture(order.picture) }
      case 'png':
        return { is: 'png', png: await pngOf(order.svg, order.scale) }
    }
  } catch (error) {
    return { is: 'failed', why: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}

/** Uses only our own font, whose widths match Arial, and no system font, so that a picture is the same on every machine. */
async function pngOf(svg: string, scale: number): Promise<Uint8Array> {
  // Loaded on first use, because most charts are never downloaded.
  const { Resvg } = await import('@resvg/resvg-js')
  const image = new Resvg(svg, {
    fitTo: { mode: 'zoom', value: scale },
    font: { fontFiles: FONTS, loadSystemFonts: false, defaultFontFamily: 'Arimo', sansSerifFamily: 'Arimo' },
  })
  return image.render().asPng()
}
