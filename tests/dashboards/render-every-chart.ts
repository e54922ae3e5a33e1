/** Renders every chart's examples and prints them as one JSON object; a test runs this in other processes. */
import { fileURLToPath } from 'node:url'
import { drawPicture } from '#dashboards/charts/draw.ts'
import { loadChartExamples } from '#server/pages/examples.ts'

const charts = await loadChartExamples(fileURLToPath(new URL('../../dashboards', import.meta.url)))
const drawn = charts.map(({ name, examples }) => [
  name,
  Object.fromEntries(Object.entries(examples).map(([title, picture]) => [title, drawPicture(picture).svg])),
])
process.stdout.write(JSON.stringify(Object.fromEntries(drawn)))
