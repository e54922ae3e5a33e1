import { crc32, deflateSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LOGO_LIMIT, readLogo } from '#server/settings/logo.ts'

const NS = 'xmlns="http://www.w3.org/2000/svg"'
const SHAPE = '<path d="M0 0h10v10z" fill="#12436D"/>'
const svg = (inner: string, root = 'viewBox="0 0 10 10"') => Buffer.from(`<svg ${NS} ${root}>${inner}</svg>`)

const faultOf = (bytes: Buffer) => {
  const read = readLogo(bytes)
  return 'fault' in read ? read.fault : null
}
const writtenOf = (bytes: Buffer) => {
  const read = readLogo(bytes)
  if ('fault' in read) throw new Error(read.fault)
  return read.logo.content
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  check.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, check])
}

const SIGNATURE = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')

function png(width = 2, height = 2, extra: Buffer[] = []): Buffer {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 2, 0, 0, 0], 8)
  const rows = Buffer.alloc(2 * (1 + 2 * 3))
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', head),
    ...extra,
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

describe('a logo', () => {
  test('is an SVG or a PNG by its bytes, whatever it is called', () => {
    expect(readLogo(svg(SHAPE))).toMatchObject({ logo: { mediaType: 'image/svg+xml' } })
    expect(readLogo(png())).toMatchObject({ logo: { mediaType: 'image/png' } })
    for (const bytes of [
      Buffer.from('GIF89a'),
      Buffer.from('<html><body>hello</body></html>'),
      Buffer.from('svg'),
      Buffer.from([0xff, 0xd8, 0xff]),
    ])
      expect(faultOf(bytes)).toContain('must be an SVG or PNG file')
    expect(faultOf(Buffer.alloc(0))).toContain('is empty')
  })

  test('is smaller than 100 KB', () => {
    expect(faultOf(Buffer.alloc(LOGO_LIMIT + 1, 0x3c))).toBe('must be smaller than 100 KB')
  })

  test('never brings the service down, whatever the bytes', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 300 }),
        fc.constantFrom(SIGNATURE, Buffer.from('<svg '), Buffer.alloc(0)),
        (bytes, start) => {
          expect(() => readLogo(Buffer.concat([start, bytes]))).not.toThrow()
        },
      ),
    )
  })
})

describe('an SVG logo', () => {
  test('keeps its shapes, gradients and styles', () => {
    const inner =
      '<title>Ridge</title><defs><linearGradient id="a"><stop offset="1" stop-color="#fff"/></linearGradient>' +
      `</defs><style>.b{fill:url(#a)}</style><g class="b" transform="scale(2)">${SHAPE}</g>`
    expect(String(writtenOf(svg(inner)))).toBe(
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><title>Ridge</title><defs><linearGradient ' +
        'id="a"><stop offset="1" stop-color="#fff"></stop></linearGradient></defs><style>.b{fill:url(#a)}</style>' +
        '<g class="b" transform="scale(2)"><path d="M0 0h10v10z" fill="#12436D"></path></g></svg>',
    )
  })

  test('written again is what it was written as', () => {
    const once = writtenOf(svg(`<g>${SHAPE}</g><text x="1">A &amp; B &lt;</text>`))
    expect(String(writtenOf(once))).toBe(String(once))
  })

  test('loses what a drawing program adds for itself', () => {
    const bytes = Buffer.from(
      '<?xml version="1.0"?><!-- made by hand --><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" ' +
        `"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd"><svg ${NS} xmlns:ink="urn:ink" width="10" height="10" ` +
        'ink:version="1"><metadata><b xmlns="urn:x">secret</b></metadata><ink:view zoom="2"><path d="M0 0"/>' +
        `</ink:view>${SHAPE}</svg>`,
    )
    const written = String(writtenOf(bytes))
    expect(written).not.toMatch(/DOCTYPE|made by hand|secret|ink|zoom/)
    expect(written).toContain('fill="#12436D"')
  })

  test.each([
    ['a script', svg('<script>alert(1)</script>'), 'holds a script'],
    [
      'a script under a prefix',
      Buffer.from(
        `<s:svg xmlns:s="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><s:script>1</s:script></s:svg>`,
      ),
      'holds a script',
    ],
    ['a handler', svg('<path d="M0 0" onclick="alert(1)"/>'), 'holds a script'],
    ['a handler on its root', svg(SHAPE, 'viewBox="0 0 1 1" onload="alert(1)"'), 'holds a script'],
    ['a script as an address', svg('<use href="java&#10;script:alert(1)"/>'), 'holds a script'],
    ['a link', svg(`<a href="#x">${SHAPE}</a>`), 'holds a link'],
    [
      'a piece of a web page',
      svg('<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">x</p></foreignObject>'),
      'piece of a web page',
    ],
    ['another picture', svg('<image href="data:image/png;base64,AAAA"/>'), 'another picture'],
    ['something from elsewhere', svg('<use href="https://example.test/x.svg#a"/>'), 'fetches something'],
    [
      'something from elsewhere by its old name',
      svg('<use xmlns:l="http://www.w3.org/1999/xlink" l:href="//example.test/x"/>'),
      'fetches something',
    ],
    [
      'a fill from elsewhere',
      svg('<path d="M0 0" fill="url(https://example.test/#a)"/>'),
      'fetches something',
    ],
    [
      'a style that imports',
      svg('<style>@import "https://example.test/x.css";</style>'),
      'fetches something',
    ],
    [
      'a style that imports, in a CDATA',
      svg('<style><![CDATA[@import "//example.test";]]></style>'),
      'fetches something',
    ],
    [
      'a style that hides its address',
      svg('<style>a{fill:u\\72l(//example.test)}</style>'),
      'fetches something',
    ],
    ['an animation', svg('<path d="M0 0"><animate attributeName="d"/></path>'), 'must not move'],
    [
      'entities of its own',
      Buffer.from(`<!DOCTYPE svg [<!ENTITY a "b">]><svg ${NS} viewBox="0 0 1 1"><text>&a;</text></svg>`),
      'entities',
    ],
    ['copies of copies', svg('<use href="#a"/>'.repeat(9)), 'too many copies'],
    ['very many parts', svg('<g/>'.repeat(5_001)), 'too detailed'],
    ['very deep', svg(`${'<g>'.repeat(60)}${'</g>'.repeat(60)}`), 'too detailed'],
    ['no size', svg(SHAPE, ''), 'does not say how large'],
    ['a broken end', Buffer.from(`<svg ${NS} viewBox="0 0 1 1"><g>`), 'is damaged'],
    ['a web page', Buffer.from('<html xmlns="http://www.w3.org/1999/xhtml"/>'), 'must be an SVG or PNG'],
  ])('with %s is refused, with what to do', (_, bytes, said) => {
    expect(faultOf(bytes)).toContain(said)
  })
})

describe('a PNG logo', () => {
  test('loses its texts and whatever follows its end', () => {
    const text = chunk('tEXt', Buffer.from('Author\0somebody'))
    const sent = Buffer.concat([png(2, 2, [text]), Buffer.from('<script>alert(1)</script>')])
    expect(writtenOf(sent).equals(png())).toBe(true)
  })

  test.each([
    ['a changed byte', Buffer.from(png()).fill(7, 30, 31), 'is damaged'],
    ['no end', png().subarray(0, -12), 'is damaged'],
    [
      'no picture',
      Buffer.concat([SIGNATURE, chunk('IHDR', Buffer.alloc(13, 1)), chunk('IEND', Buffer.alloc(0))]),
      'no more than 2,000 pixels',
    ],
    ['a side too long', png(2_001, 2), 'no more than 2,000 pixels'],
    ['no width', png(0, 2), 'is damaged'],
    ['more pictures than one', png(2, 2, [chunk('acTL', Buffer.alloc(8))]), 'must not move'],
    ['a signature alone', SIGNATURE, 'is damaged'],
    [
      'a length past its end',
      Buffer.concat([SIGNATURE, Buffer.from([0xff, 0xff, 0xff, 0xff]), Buffer.from('IHDR'), Buffer.alloc(9)]),
      'is damaged',
    ],
  ])('with %s is refused, with what to do', (_, bytes, said) => {
    expect(faultOf(bytes)).toContain(said)
  })

  test('that unfolds without end is refused', () => {
    const head = Buffer.alloc(13)
    head.writeUInt32BE(2, 0)
    head.writeUInt32BE(2, 4)
    head.set([8, 2, 0, 0, 0], 8)
    const bomb = Buffer.concat([
      SIGNATURE,
      chunk('IHDR', head),
      chunk('IDAT', deflateSync(Buffer.alloc(40_000_000))),
      chunk('IEND', Buffer.alloc(0)),
    ])
    expect(bomb.length).toBeLessThan(LOGO_LIMIT)
    expect(faultOf(bomb)).toContain('is damaged')
  })
})
