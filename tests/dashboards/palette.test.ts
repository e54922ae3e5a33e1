import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import lineNames from '#dashboards/charts/fragments/line-names.json' with { type: 'json' }
import { specs } from '#dashboards/charts/specs.ts'
import theme from '#dashboards/charts/theme.json' with { type: 'json' }
import { glyphNames } from '#dashboards/components/glyph/glyph.ts'
import {
  heatClose,
  heatColours,
  lineColours,
  palette,
  ratingColours,
  statusColours,
  variationColours,
} from '#dashboards/palette.ts'
import { some } from '../support/some.ts'
import { ciede2000, contrast, smallestDistance, type Vision } from './colour.ts'

const dashboards = fileURLToPath(new URL('../../dashboards/', import.meta.url))
const white = '#FFFFFF'
const ofColourBlindness = (colours: readonly string[]) =>
  Object.fromEntries(
    (['normal', 'protanopia', 'deuteranopia', 'tritanopia'] as Vision[]).map((vision) => [
      vision,
      Math.round(smallestDistance(colours, vision) * 10) / 10,
    ]),
  )

test('the distance is the published one', () => {
  expect(ciede2000([50, 2.6772, -79.7751], [50, 0, -82.7485])).toBeCloseTo(2.0425, 4)
  expect(ciede2000([60.2574, -34.0099, 36.2677], [60.4626, -34.1751, 39.4387])).toBeCloseTo(1.2644, 4)
  expect(ciede2000([2.0776, 0.0795, -1.135], [0.9033, -0.0636, -0.5514])).toBeCloseTo(0.9082, 4)
})

describe('contrast', () => {
  test.each(
    Object.entries({
      ink: palette.ink,
      inkSecondary: palette.inkSecondary,
      link: palette.link,
      target: palette.target,
    }),
  )('%s can be read on white and on the surface', (_, colour) => {
    expect(contrast(colour, white)).toBeGreaterThanOrEqual(4.5)
    expect(contrast(colour, palette.surface)).toBeGreaterThanOrEqual(4.5)
  })

  test.each(
    Object.entries({
      ...statusColours,
      ...variationColours,
      ...lineColours,
      rule: palette.ruleGrey,
      line: palette.lineGrey,
    }),
  )('the mark %s stands out from white', (_, colour) => {
    expect(contrast(colour, white)).toBeGreaterThanOrEqual(3)
  })

  test('an amber mark is seen by its ink outline, the other ratings by themselves', () => {
    expect(contrast(ratingColours.too_early, palette.ink)).toBeGreaterThanOrEqual(13)
    for (const rating of ['completed', 'on_track', 'not_on_track'] as const) {
      expect(contrast(ratingColours[rating], white)).toBeGreaterThanOrEqual(3)
    }
  })

  test.each([...heatColours, heatClose].map(({ fill, text }) => [fill, text]))(
    'a number on %s is read in %s',
    (fill, text) => {
      expect(contrast(fill as string, text as string)).toBeGreaterThanOrEqual(4.5)
    },
  )

  test('focus is seen against the ink of its text', () => {
    expect(contrast(palette.focus, palette.ink)).toBeGreaterThanOrEqual(14)
  })
})

describe('a colour has one meaning', () => {
  const meanings: Record<string, readonly string[]> = {
    good: [statusColours.met, variationColours.improving, heatColours[4].fill],
    bad: [statusColours.missed, variationColours.concerning, heatColours[0].fill],
    unusual: [variationColours.unusual],
    neither: [statusColours.close, variationColours.no_real_change, palette.lineGrey, palette.ruleGrey],
    target: [palette.target],
    unit: [lineColours.unit],
    service: [lineColours.service],
    council: [lineColours.council],
    neighbours: [lineColours.neighbours],
    region: [lineColours.region],
    england: [lineColours.england],
  }

  test('no two meanings share a colour, and good, bad and unusual have one each', () => {
    const owners = Object.entries(meanings).flatMap(([meaning, colours]) =>
      [...new Set(colours)].map((colour) => [colour, meaning] as const),
    )
    expect(new Set(owners.map(([colour]) => colour)).size).toBe(owners.length)
    for (const meaning of ['good', 'bad', 'unusual']) expect(new Set(meanings[meaning]).size).toBe(1)
  })

  test('what may stand in one picture is told apart by colour or has a dash or shape of its own', () => {
    const apart = (one: string, other: string) => Math.min(...Object.values(ofColourBlindness([one, other])))
    expect(apart(lineColours.council, palette.target)).toBeGreaterThanOrEqual(15)
    expect(apart(lineColours.region, lineColours.service)).toBeGreaterThanOrEqual(15)
    expect(apart(statusColours.met, lineColours.unit)).toBeGreaterThanOrEqual(15)
    expect(apart(variationColours.improving, lineColours.service)).toBeGreaterThanOrEqual(10)
  })

  test('met is stronger than close on paper and on the surface', () => {
    for (const ground of [white, palette.surface])
      expect(contrast(statusColours.met, ground)).toBeGreaterThan(contrast(statusColours.close, ground) + 1)
  })
})

describe('for colour-blind readers', () => {
  test('the delivery ratings differ by fill alone', () => {
    expect(ofColourBlindness(Object.values(ratingColours))).toEqual({
      normal: 39.4,
      protanopia: 25.5,
      deuteranopia: 21.3,
      tritanopia: 27.1,
    })
  })

  const fiveLines = ['unit', 'service', 'council', 'neighbours', 'england'] as const
  test.each<[string, readonly string[], Record<Vision, number>]>([
    [
      'against target',
      Object.values(statusColours),
      { normal: 23, protanopia: 22.1, deuteranopia: 25.4, tritanopia: 20.6 },
    ],
    [
      'of variation, each with a shape of its own',
      Object.values(variationColours),
      { normal: 24, protanopia: 16, deuteranopia: 12.1, tritanopia: 12.5 },
    ],
    [
      'of the heatmap, each with its number',
      heatColours.map(({ fill }) => fill),
      { normal: 19.3, protanopia: 17.7, deuteranopia: 20.1, tritanopia: 22.2 },
    ],
    [
      'of lines, each with a dash of its own',
      fiveLines.map((name) => lineColours[name]),
      { normal: 17.6, protanopia: 15.7, deuteranopia: 18.6, tritanopia: 17.6 },
    ],
  ])(
    'the nearest two colours %s lie no nearer than was measured when they were chosen',
    (_, colours, least) => {
      expect(ofColourBlindness(colours)).toEqual(least)
    },
  )

  test('lines whose colours are near to somebody differ by their dashes or marks too', () => {
    const dashes = theme.range.lineDash
    const looks = new Map(lineNames.map((name, i) => [name, JSON.stringify(dashes[i])]))
    expect(JSON.stringify(specs.beside)).toContain('line-looks')
    expect([...looks.keys()]).toEqual(expect.arrayContaining([...fiveLines]))
    const pairs = fiveLines.flatMap((one) => fiveLines.map((other) => [one, other] as const))
    const near = pairs.filter(([one, other]) => {
      const seen = Object.values(ofColourBlindness([lineColours[one], lineColours[other]]))
      return one !== other && Math.min(...seen) < 20
    })
    for (const [one, other] of some(near))
      expect(looks.get(one), `${one}, ${other}`).not.toBe(looks.get(other))
  })

  test('met, close and missed differ by fill alone', () => {
    expect(Math.min(...Object.values(ofColourBlindness(Object.values(statusColours))))).toBe(20.6)
  })

  test('the heatmap bins differ by fill alone', () => {
    expect(Math.min(...Object.values(ofColourBlindness(heatColours.map(({ fill }) => fill))))).toBe(17.7)
  })

  test('the lines of other places differ by colour, and by dash and mark besides', () => {
    const { neighbours, region, england } = lineColours
    const distances = ofColourBlindness([neighbours, region, england])
    expect(Math.min(...Object.values(distances))).toBeGreaterThanOrEqual(20)
    expect(JSON.stringify(specs.benchmark)).toContain('"range":"placeDash"')
    const { placeLine, placeDash, placeShape } = theme.range
    for (const range of [placeDash, placeShape]) {
      expect(range).toHaveLength(placeLine.length)
      expect(new Set(range.map((one) => JSON.stringify(one))).size).toBe(placeLine.length)
    }
  })

  test('what differs beyond chance is told from the rest by its colour, and by its shape', () => {
    const beyond = smallestDistance([variationColours.improving, variationColours.concerning], 'protanopia')
    expect(beyond).toBeGreaterThan(20)
  })

  test('the counts in a bar of ratings are read on their fills', () => {
    expect(contrast(ratingColours.completed, white)).toBeGreaterThanOrEqual(4.5)
    expect(contrast(ratingColours.not_on_track, white)).toBeGreaterThanOrEqual(4.5)
    expect(contrast(ratingColours.on_track, palette.ink)).toBeGreaterThanOrEqual(4.5)
    expect(contrast(ratingColours.too_early, palette.ink)).toBeGreaterThanOrEqual(4.5)
  })

  test('improving and unusual are near to a deuteranope, and so have different shapes', () => {
    const near = smallestDistance([variationColours.improving, variationColours.unusual], 'deuteranopia')
    expect(near).toBeGreaterThan(10)
    expect(near).toBeLessThan(20)
  })
})

describe('the stylesheet', () => {
  const css = globSync('{assets,layout,components}/**/*.css', { cwd: dashboards })
    .map((file) => readFileSync(`${dashboards}${file}`, 'utf8'))
    .join('\n')
  const tokens: Record<string, string> = {
    ink: palette.ink,
    'ink-2': palette.inkSecondary,
    'line-grey': palette.lineGrey,
    'rule-grey': palette.ruleGrey,
    grid: palette.grid,
    surface: palette.surface,
    link: palette.link,
    focus: palette.focus,
    target: palette.target,
    met: statusColours.met,
    close: statusColours.close,
    missed: statusColours.missed,
    improving: variationColours.improving,
    concerning: variationColours.concerning,
    unusual: variationColours.unusual,
    'no-real-change': variationColours.no_real_change,
    'rating-completed': ratingColours.completed,
    'rating-on-track': ratingColours.on_track,
    'rating-too-early': ratingColours.too_early,
    'rating-not-on-track': ratingColours.not_on_track,
    'heat-far-below': heatColours[0].fill,
    'heat-below': heatColours[1].fill,
    'heat-close': heatClose.fill,
    'heat-at': heatColours[2].fill,
    'heat-above': heatColours[3].fill,
    'heat-far-above': heatColours[4].fill,
  }

  test.each(Object.entries(tokens))('token --%s is the palette’s', (name, hex) => {
    expect(css).toContain(`--${name}: ${hex.toLowerCase()};`)
  })

  test('fetches nothing', () => {
    expect(css).not.toMatch(/url\(|@import|@font-face/)
  })

  test('gives every red, amber and green to the delivery rating alone', () => {
    const uses = css.split('\n').filter((line) => line.includes('var(--rating-'))
    expect(uses.every((line) => line.trim().startsWith('--glyph:'))).toBe(true)
    for (const hex of some(
      Object.values(ratingColours).filter((colour) => colour !== ratingColours.completed),
    )) {
      expect(css.toLowerCase().split(hex.toLowerCase()).length - 1).toBe(1)
    }
  })
})

test('every mark that carries a meaning takes its own colour, after the plain one', () => {
  const css = readFileSync(`${dashboards}components/glyph/glyph.css`, 'utf8')
  const coloured = glyphNames.filter((name) =>
    /^(?:met|close|missed|improving|concerning|unusual|rating|no_real)/.test(name),
  )
  expect(coloured.length).toBeGreaterThanOrEqual(15)
  for (const name of coloured) {
    expect(css.search(new RegExp(`\\.app-glyph--${name}\\b`)), name).toBeGreaterThan(
      css.indexOf('.app-glyph {'),
    )
  }
})

test('red, amber and green are used only by the charts of the plan', () => {
  const files = globSync('charts/**/*.json', { cwd: dashboards })
  const used = files.filter((file) =>
    /"colour": "rating\./.test(readFileSync(`${dashboards}${file}`, 'utf8')),
  )
  expect(used.length).toBeGreaterThan(0)
  const isOfPlan = (file: string) => /rating-history|rating-strip|milestones/.test(file)
  expect(used.filter((file) => file !== 'charts/theme.json' && !isOfPlan(file))).toEqual([])
  // What the theme holds of them in ranges, only these charts name.
  const ranges = Object.entries(theme.range).flatMap(([name, range]) =>
    JSON.stringify(range).includes('"rating.') ? [name] : [],
  )
  const { range: _, ...styles } = theme
  expect(JSON.stringify(styles)).not.toContain('"rating.')
  const naming = files.filter((file) =>
    ranges.some((name) => readFileSync(`${dashboards}${file}`, 'utf8').includes(`"range": "${name}"`)),
  )
  expect(naming.length).toBeGreaterThan(0)
  expect(naming.filter((file) => !isOfPlan(file))).toEqual([])
})
