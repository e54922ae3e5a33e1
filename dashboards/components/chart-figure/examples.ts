import { html } from 'hono/html'
import { examplesOf } from '../example.ts'
import { chartFigure } from './chart-figure.ts'

export const examples = examplesOf(chartFigure, {
  whole: {
    id: 'chart-visits',
    title: 'Visits on time have been improving since November 2018',
    subtitle: 'Statutory visits in timescale, %. Help and Protection South 1, November 2017 to April 2019',
    svg: '<svg width="10" height="10"></svg>',
    narrowSvg: '<svg width="5" height="10"></svg>',
    alt: 'Line chart of visits.',
    table: html`<table><caption>Visits</caption><thead><tr><th scope="col">Month</th></tr></thead><tbody><tr><td>April 2019</td></tr></tbody></table>`,
    downloads: [{ text: 'CSV', href: '/x.csv' }],
    howToRead: '/help/method',
    note: 'Trial limits.',
  },
  bare: {
    id: 'chart-bare',
    title: 'Stable',
    subtitle: 'Visits',
    headingLevel: 2,
    svg: '<svg width="10" height="10"></svg>',
    alt: 'Line chart.',
    table: html`<p>None</p>`,
  },
})
