import { rememberedDrawing } from '../../charts/drawing-memory.ts'
import example from '../../charts/trend/example.json' with { type: 'json' }
import type { TrendSeries } from '../../charts/trend/trend.ts'
import { examplesOf } from '../example.ts'
import { trendFigure } from './trend-figure.ts'

const series = { ...(example as TrendSeries), points: (example as TrendSeries).points.slice(-14) }

export const examples = examplesOf(trendFigure, {
  trend: {
    id: 'trend',
    series,
    draw: rememberedDrawing,
    howToRead: '/help/method',
    downloads: [{ text: 'CSV', href: '/x.csv' }],
  },
  'too few months for limits': {
    id: 'run',
    draw: rememberedDrawing,
    series: { ...series, limits: 'none', points: series.points.slice(-5), finding: 'Too early to tell.' },
  },
  titled: {
    id: 'other',
    draw: rememberedDrawing,
    series: { ...series, limits: 'trial', points: series.points.slice(-9) },
    title: 'Improving since July 2018',
    note: 'Trial limits, from 9 of 13 points.',
    headingLevel: 2,
  },
})
