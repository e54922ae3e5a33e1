/** The kinds of file, as their names end, with what their links say. `vl.json` is the specification with its data, which stock
 * Vega-Lite opens. */
export const chartFileTypes = {
  csv: 'CSV',
  xlsx: 'XLSX',
  svg: 'SVG',
  png: 'PNG',
  'vl.json': 'Vega-Lite',
} as const
export type ChartFileType = keyof typeof chartFileTypes
