import { rememberedDrawing } from '../../charts/drawing-memory.ts'
import { pictureOf } from '../../charts/picture.ts'
import { examplesOf } from '../example.ts'
import { chartDownloads, chartFigure } from './chart-figure.ts'

const titledChart = {
  picture: pictureOf('small-multiples', {
    data: {},
    width: 10,
    height: 10,
    padding: { left: 0, right: 0, top: 0, bottom: 0 },
  }),
  title: 'Visits on time have been improving since November 2018',
  subtitle: 'Statutory visits in timescale, %. Help and Protection South 1, November 2017 to April 2019',
  alt: 'Line chart of visits.',
  columns: [{ heading: 'Month' }, { heading: 'Value', numeric: true }],
  rows: [['April 2019', '93%']],
}

export const examples = examplesOf(chartFigure, {
  whole: {
    id: 'chart-visits',
    titledChart: { ...titledChart, narrow: titledChart.picture },
    draw: rememberedDrawing,
    downloads: chartDownloads('trend', '?unit=HP-S1&kpi=CP04'),
    howToRead: '/help/method',
    note: 'Trial limits.',
  },
  bare: { id: 'chart-bare', titledChart, draw: rememberedDrawing, headingLevel: 2 },
  'rows that lead somewhere': {
    id: 'chart-links',
    titledChart: { ...titledChart, links: ['/units/HP-S1/scorecards/2019-04'] },
    draw: rememberedDrawing,
  },
  'could not be drawn': { id: 'chart-failed', titledChart, draw: () => null },
})
