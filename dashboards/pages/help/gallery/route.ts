import { raw } from 'hono/html'
import { chartMarkup } from '../../../charts/chart-markup.ts'
import type { Picture } from '../../../charts/picture.ts'
import type { ComponentExamples } from '../../../components/example.ts'
import type { Html } from '../../../html.ts'
import type { Page, PageRequest } from '../../kit/page.ts'
import type { Thing } from './model.ts'
import { galleryView } from './view.ts'

export type LoadExamples = () => Promise<{
  components: readonly { name: string; examples: ComponentExamples<unknown> }[]
  charts: readonly { name: string; examples: Readonly<Record<string, Picture>> }[]
}>

export type GalleryOptions = {
  /** Why the demonstration is not open to a request; null if it is open. */
  door: (request: PageRequest) => Promise<string | null>
  loadExamples: LoadExamples
}

/** `/gallery`: every component and chart with its examples, for people who make pages. It exists only where people can sign in
 * to the demonstration. */
export function galleryPage({ door, loadExamples }: GalleryOptions): Page {
  return {
    name: 'gallery',
    register(app, { frame, charts: { draw }, refuse }) {
      app.get('/gallery', { config: { permission: 'signed_in' } }, async (request) => {
        if ((await door(request)) !== null) throw refuse('not_found', 'There is no page at this address.')
        const { components, charts } = await loadExamples()
        const things: Thing[] = []
        for (const { name, examples } of components)
          things.push({
            kind: 'component',
            name,
            examples: await drawnEach(examples.examples, examples.render),
          })
        for (const { name, examples } of charts)
          things.push({
            kind: 'chart',
            name,
            examples: await drawnEach(examples, (each) => chartMarkup(draw, each)),
          })
        return galleryView({ frame: await frame(request), things })
      })
    },
  }
}

function drawnEach<O>(examples: Readonly<Record<string, O>>, render: (options: O) => Html) {
  return Promise.all(
    Object.entries(examples).map(async ([title, options]) => ({
      title,
      options,
      markup: raw(String(await render(options))),
    })),
  )
}
