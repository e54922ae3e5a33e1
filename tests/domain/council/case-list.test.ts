import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  caseListTitle,
  longestCaseList,
  readCaseList,
  readCaseListReason,
} from '#domain/council/case-list.ts'
import { bySize } from '../../support/run-size.ts'

const good = { address: 'https://cases.ridgeshire.example/reports/14', label: 'report 14', reason: '' }
const faultOf = (address: string) => {
  const read = readCaseList({ ...good, address })
  return 'errors' in read ? read.errors.address : null
}
/** An address of exactly so many characters. */
const addressOf = (length: number) => 'https://cases.example/'.padEnd(length, 'a')

describe('the address of a list of names', () => {
  test.each([
    good.address,
    'HTTPS://cases.example',
    'https://mosaic/reports/14?team=HP-S1&state=late#top',
    'https://cases.example:8443/a%20list',
    'https://cases.example/a@b',
    'https://xn--bcher-kva.example/',
    addressOf(longestCaseList.address),
  ])('may be %s', (address) => {
    expect(readCaseList({ ...good, address: ` ${address}\n` })).toEqual({
      list: { address, label: 'report 14' },
      reason: null,
    })
  })

  const begins = 'The address must begin with https://'
  const line = 'The address must be on one line, without spaces or characters that an address writes with %'
  const named = 'The address must name its server in letters, as in https://cases.council.example/'
  const secret = 'The address must not hold a name or a password. Take out what is before the @'
  const port = 'The number after the server’s name must be from 1 to 65535'
  const own = 'The address must be one that other people can open, not localhost'
  test.each([
    ['', 'Enter the address of the list, beginning with https://'],
    ['  ', 'Enter the address of the list, beginning with https://'],
    ['http://cases.example/14', begins],
    ['javascript:alert(1)', begins],
    ['JavaScript://cases.example/%0aalert(1)', begins],
    ['data:text/html,1', begins],
    ['//cases.example/14', begins],
    ['/reports/14', begins],
    ['https:cases.example', begins],
    ['https:/cases.example', begins],
    ['https://name:secret@cases.example/14', secret],
    ['https://name@cases.example/14', secret],
    ['https://@cases.example/14', secret],
    ['https://cases.example\\@evil.example/', line],
    ['https:\\\\cases.example', line],
    ['https://cases.example/a list', line],
    ['https://cases.example/\nx', line],
    ['https://cases.example/\u0000', line],
    ['https://cases.example/\u202e', line],
    ['https://cases.example/"onclick="x', line],
    ['https://cases.example/<script>', line],
    ['https://cäses.example/', line],
    [addressOf(501), 'The address must be 500 characters or fewer'],
    ['https://', named],
    ['https:///cases.example', named],
    ['https://?x', named],
    ['https://127.0.0.1/', named],
    ['https://127.1/', named],
    ['https://2130706433/', named],
    ['https://0x7f.0.0.1/', named],
    ['https://[::1]/', named],
    ['https://cases.example./', named],
    ['https://-cases.example/', named],
    ['https://cas%65s.example/', named],
    ['https://localhost/', own],
    ['https://LOCALHOST:3000/', own],
    ['https://a.localhost/', own],
    ['https://cases.example:0/', port],
    ['https://cases.example:65536/', port],
    ['https://cases.example:/', port],
  ])('may not be %j', (address, fault) => {
    expect(faultOf(address)).toBe(fault)
  })

  test('leads, as a browser reads it, to the server it names, over https and with no password', () => {
    const piece = fc.constantFrom(
      ...[
        'https://',
        'http://',
        'a',
        '@',
        ':',
        '/',
        '\\',
        '?',
        '#',
        '.',
        '1',
        '%2f',
        '[',
        ']',
        '-',
        ' ',
        '\n',
      ],
      ...['localhost', 'cases.example', 'javascript:', '443', '127.0.0.1', 'ä', '\u00ad'],
    )
    const typed = fc.array(piece, { maxLength: 8 }).map((pieces) => `https://cases${pieces.join('')}`)
    let accepted = 0
    fc.assert(
      fc.property(typed, (address) => {
        const read = readCaseList({ ...good, address })
        if ('errors' in read) return
        accepted += 1
        const url = new URL(read.list.address)
        expect([url.protocol, url.username, url.password]).toEqual(['https:', '', ''])
        expect(read.list.address.toLowerCase()).toContain(`https://${url.hostname}`)
        expect(url.hostname).toMatch(/^cases/)
        expect(url.hostname).not.toMatch(/(^|[.])localhost$/)
      }),
      { numRuns: bySize({ part: 500, wide: 2000, whole: 20_000 }) },
    )
    expect(accepted).toBeGreaterThan(20)
  })
})

describe('what a list is called', () => {
  test('is one line, with its spaces in order, and completes a sentence', () => {
    expect(readCaseList({ ...good, label: ' report\n14 ' })).toMatchObject({ list: { label: 'report 14' } })
    expect(readCaseList({ ...good, label: 'a'.repeat(80) })).not.toHaveProperty('errors')
  })

  test.each([
    [' ', 'Enter what the list is called, such as report 14'],
    ['a'.repeat(81), 'What it is called must be 80 characters or fewer'],
    ['a\u0007', 'What it is called must only include letters, numbers, punctuation and spaces'],
  ])('may not be %j', (label, fault) => {
    expect(readCaseList({ ...good, label })).toEqual({ errors: { label: fault } })
  })
})

test('why it is set may be left out, and is at most 500 characters', () => {
  expect(readCaseListReason(' ')).toEqual({ text: null, fault: null })
  expect(readCaseListReason(' Managers asked ')).toEqual({ text: 'Managers asked', fault: null })
  expect(readCaseListReason('a'.repeat(501)).fault).toBe('Why must be 500 characters or fewer')
})

test('every field that is wrong is named', () => {
  const read = readCaseList({ address: '', label: '', reason: 'a'.repeat(501) })
  expect(read).toHaveProperty('errors')
  expect(Object.keys('errors' in read ? read.errors : {})).toEqual(['address', 'label', 'reason'])
})

test('the setting is called by its measure', () => {
  expect([caseListTitle('CP04'), caseListTitle(null)]).toEqual([
    'List of the names behind CP04',
    'Lists of names',
  ])
})
