/** Every colour of the service, and where it may be used. The stylesheet's tokens repeat these (a test compares them). Red,
 * amber and green are only for the plan's delivery rating. A colour has one meaning: of a KPI, blue is good (it met or passed its
 * target, or is better than usual), orange is bad, purple is unusual, and grey is neither; plum is the target. */
export const palette = {
  paper: '#FFFFFF',
  ink: '#0B0C0C',
  inkSecondary: '#484949',
  lineGrey: '#595959',
  ruleGrey: '#8A8D8F',
  grid: '#E5E6E7',
  /** Between floor and target: decoration only, because words give its bounds. */
  tolerance: '#CECECE',
  surface: '#F3F3F3',
  link: '#1A65A6',
  focus: '#FFDD00',
  target: '#801650',
} as const

const [good, bad] = ['#2073BC', '#B7592A'] as const

export const statusColours = { met: good, close: palette.ruleGrey, missed: bad } as const

export const variationColours = {
  improving: good,
  concerning: bad,
  unusual: '#54319F',
  no_real_change: palette.lineGrey,
} as const

export const ratingColours = {
  completed: '#12436D',
  on_track: '#3D9970',
  too_early: '#FFD24D',
  not_on_track: '#A4161A',
} as const

/** Heatmap bins from furthest below target to furthest above, each with its text colour. */
export const heatColours = [
  { fill: bad, text: '#FFFFFF' },
  { fill: '#F3B38B', text: '#0B0C0C' },
  { fill: '#F3F3F3', text: '#0B0C0C' },
  { fill: '#9CC3E6', text: '#0B0C0C' },
  { fill: good, text: '#FFFFFF' },
] as const

/** Close to the target, in a heatmap: short of it, but not in the hue of the worse bins. */
export const heatClose = { fill: '#CDD0D2', text: '#0B0C0C' } as const

export const lineColours = {
  unit: '#12436D',
  service: '#28A197',
  council: '#6B5B00',
  neighbours: '#F46A25',
  england: '#3D3D3D',
  region: '#9370C8',
} as const

/** GOV.UK blue and its tints, each with the neutral colour that replaces it in GOV.UK's stylesheet. */
export const govukNeutral = {
  '#1D70B8': palette.inkSecondary,
  '#F4F8FB': palette.surface,
  '#8EB8DC': palette.tolerance,
} as const
