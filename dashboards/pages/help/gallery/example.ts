import { raw } from 'hono/html'
import { exampleFrame } from '../../kit/example-measure.ts'
import type { GalleryView } from './model.ts'

export const examples: Record<string, GalleryView> = {
  'components and charts': {
    frame: exampleFrame,
    things: [
      {
        kind: 'component',
        name: 'panel',
        examples: [
          {
            title: 'default',
            options: { title: 'Published' },
            markup: raw(`<h1 id="done">Published</h1><a href="#done">Up</a><a href="#elsewhere">On</a>`),
          },
          {
            title: 'another',
            options: { title: 'Taken back', body: () => '' },
            markup: raw(`<nav aria-label="Pages"><h1 id="done">Taken back</h1></nav>`),
          },
        ],
      },
      {
        kind: 'chart',
        name: 'trend',
        examples: [
          {
            title: 'wide',
            options: { parts: [{ chart: 'trend' }] },
            markup: raw(`<svg width="10" height="10"></svg>`),
          },
        ],
      },
    ],
  },
  'nothing found': { frame: exampleFrame, things: [] },
}
