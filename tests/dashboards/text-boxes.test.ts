import { describe, expect, test } from 'vitest'
import { linesOf, textWidth } from '#dashboards/charts/text-width.ts'
import { some } from '../support/some.ts'
import { textBoxes, textFaults } from '../support/text-boxes.ts'

const text = (x: number, y: number, words: string, more = '') =>
  `<g transform="translate(${x},${y})"><text ${more} font-size="14px">${words}</text></g>`
const picture = (...parts: string[]) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="200" height="100" viewBox="0 0 200 100"><g transform="translate(10,10)">${parts.join('')}</g></svg>`

describe('the texts of a picture', () => {
  test('are measured where they stand, whatever they are anchored by', () => {
    const [start, middle, end] = textBoxes(
      picture(
        text(20, 20, 'Due'),
        text(20, 40, 'Due', 'text-anchor="middle"'),
        text(20, 60, 'Due', 'text-anchor="end"'),
      ),
    )
    const width = textWidth('Due', 14)
    expect([start?.left, middle?.left, end?.left]).toEqual([30, 30 - width / 2, 30 - width])
    expect([start?.bottom, middle?.bottom].map((y) => Math.floor(y ?? 0))).toEqual([32, 52])
  })

  test('of several lines have a box for each', () => {
    const lines = picture(text(0, 20, '<tspan x="0">Help and</tspan><tspan x="0" dy="17">Protection</tspan>'))
    const boxes = textBoxes(lines)
    expect(boxes.map((b) => b.text)).toEqual(['Help and', 'Protection'])
    expect((boxes[1]?.top ?? 0) - (boxes[0]?.top ?? 0)).toBe(17)
  })

  test('are at fault if they overlap, leave the picture or are too small, and not if they are their own halo', () => {
    expect(textFaults(picture(text(0, 20, 'Due'), text(0, 40, 'Due')))).toEqual([])
    expect(textFaults(picture(text(0, 20, 'Due', 'stroke="#FFFFFF"'), text(0, 20, 'Due')))).toEqual([])
    expect(textFaults(picture(text(0, 20, 'Due'), text(10, 22, 'Met')))).toEqual(['‘Due’ overlaps ‘Met’'])
    expect(textFaults(picture(text(150, 20, 'Overdue &amp; met')))[0]).toMatch(
      /^‘Overdue & met’ \(160 .*\) leaves the picture of 200 × 100$/,
    )
    expect(textFaults(picture(text(0, 95, 'Due'))).length).toBe(1)
    expect(textFaults(picture(text(0, 20, 'Due').replace('14px', '11px')))).toEqual([
      '‘Due’ is 11 px, under 13 px',
    ])
    expect(() =>
      textBoxes(picture('<g transform="rotate(90)"><text font-size="14px">Due</text></g>')),
    ).toThrow('cannot be measured')
  })
})

describe('the texts of a picture that something runs through', () => {
  const line = (x: number, y: number, x2: number, y2: number, colour = '#595959') =>
    `<line transform="translate(${x},${y})" x2="${x2}" y2="${y2}" stroke="${colour}" stroke-width="1"/>`
  const crossing = ['a line of #595959 crosses ‘Due’']
  const due = text(0, 20, 'Due')

  test.each([
    ['a rule down', line(10, 0, 0, 50), crossing],
    ['a rule across', line(-5, 15, 60, 0), crossing],
    ['a slanted line whose ends are far away', line(-50, -20, 150, 90), crossing],
    ['a line of several pieces', '<path d="M-50,15L-40,15L60,16" stroke="#595959"/>', crossing],
    [
      'a mark that covers a part',
      '<path transform="translate(2,18)" d="M4,0A4,4,0,1,1,-4,0A4,4,0,1,1,4,0" fill="#12436D"/>',
      ['a mark of #12436D crosses ‘Due’'],
    ],
    [
      'a bar that ends in the words',
      '<path d="M-20,5h30v20h-30Z" fill="#12436D"/>',
      ['a mark of #12436D crosses ‘Due’'],
    ],
    ['a bar that holds the words', '<path d="M-20,0h80v40h-80Z" fill="#12436D"/>', []],
    ['a rule beneath', line(-5, 26, 60, 0), []],
    ['a rule beside', line(30, 0, 0, 50), []],
    ['a line of the grid', line(10, 0, 0, 50, '#E5E6E7'), []],
    ['what is not shown', '<path d="M10,0v50" stroke="#595959" display="none"/>', []],
  ])('%s', (_, drawn, faults) => {
    expect(textFaults(picture(drawn, due))).toEqual(faults)
    expect(textFaults(picture(due, drawn))).toEqual(faults)
  })

  test('are at fault with a halo too: it only cuts the line', () => {
    expect(textFaults(picture(line(10, 0, 0, 50), text(0, 20, 'Due', 'stroke="#FFFFFF"'), due))).toEqual(
      crossing,
    )
  })
})

describe('a text in lines', () => {
  test('keeps every letter, and each line within its room', () => {
    const names = [
      'Help and Protection South 1',
      'A',
      '',
      'Donaudampfschifffahrtsgesellschaftskapitän und Söhne',
      '儿童服务 团队',
    ]
    for (const name of some(names)) {
      const lines = linesOf(name, 90, 14)
      expect(lines.join('').replaceAll(' ', '')).toBe(name.replaceAll(' ', ''))
      for (const line of some(lines)) expect(textWidth(line, 14)).toBeLessThanOrEqual(90)
    }
  })

  test('is as wide as Arial is', () => {
    // Widths of the font's own table, in thousandths of its size.
    expect(textWidth('Visits 100%', 1000)).toBe(667 + 222 + 500 + 222 + 278 + 500 + 278 + 3 * 556 + 889)
    expect(textWidth('Visits', 14, true)).toBeGreaterThan(textWidth('Visits', 14))
  })
})
