import { examplesOf } from '../example.ts'
import { panel } from './panel.ts'

export const examples = examplesOf(panel, {
  done: { title: 'May 2019 is published', body: 'Extract 41' },
  'below another heading': { title: 'Published', headingLevel: 2 },
})
