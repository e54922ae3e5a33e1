import { describe, expect, test } from 'vitest'
import { publicationLines } from '#dashboards/pages/council/home/lines/publication-lines.ts'
import type { PublicationNews } from '#server/record/publications.ts'

const since = new Date('2019-06-01T09:00:00Z')

function publication(over: Partial<PublicationNews> = {}): PublicationNews {
  return {
    publicationId: 9,
    kind: 'publish',
    extract: { id: 9 },
    publishedAt: new Date('2019-06-10T09:00:00Z'),
    dated: '2019-06-10',
    publishedBy: 'Data team',
    reason: null,
    counts: [{ period: '2019-05', kind: 'new', figures: 45 }],
    ...over,
  }
}

const linesOf = (...published: PublicationNews[]) =>
  publicationLines(published, since, (p, period) => `/${p?.publicationId ?? 'more'}/${period ?? ''}`)

describe('a publication is one line', () => {
  test('that says what it added and changed, the latest period first, weeks and quarters too', () => {
    const counts: PublicationNews['counts'] = [
      { period: '2019-W21', kind: 'new', figures: 9 },
      { period: '2019-04', kind: 'restated', figures: 3 },
      { period: '2019-05', kind: 'new', figures: 45 },
      { period: '2019-Q1', kind: 'new', figures: 2 },
      { period: '2019-05', kind: 'restated', figures: 1 },
      { period: '2019-W22', kind: 'new', figures: 9 },
      { period: '2019-02', kind: 'restated', figures: 1 },
    ]
    expect(linesOf(publication({ counts, reason: 'Late recording' }))).toEqual([
      {
        text:
          '2 weeks to the week beginning 27 May 2019: 18 new weekly figures; May 2019: ' +
          '45 new figures, 1 figure restated; April 2019: 3 figures restated; 2 earlier periods: 2 new figures, 1 figure restated',
        href: '/9/2019-W22',
        when: '10 June 2019',
        at: '2019-06-10T09:00:00.000Z',
        mark: 'restated',
        note: 'Late recording',
      },
    ])
  })

  test('without a mark where all of it is new', () => {
    expect(linesOf(publication({ reason: 'Monthly return' }))).toEqual([
      {
        text: 'May 2019: 45 new figures',
        href: '/9/2019-05',
        when: '10 June 2019',
        at: '2019-06-10T09:00:00.000Z',
      },
    ])
  })

  test('that calls a revert taken back, and never restated', () => {
    const counts: PublicationNews['counts'] = [{ period: '2019-05', kind: 'taken_back', figures: 8 }]
    const [line] = linesOf(publication({ kind: 'revert', counts, reason: 'The wrong file' }))
    expect(line).toMatchObject({ text: 'May 2019: 8 figures taken back', note: 'The wrong file' })
  })

  test('also where no file brought it: other rules, and a new baseline', () => {
    const judged: PublicationNews['counts'] = [{ period: '2019-04', kind: 'judged', figures: 12 }]
    const none = { extract: null, reason: 'Because' }
    expect(
      linesOf(
        publication({ ...none, kind: 'method', counts: judged }),
        publication({ ...none, kind: 'rebase', counts: [] }),
      ).map(({ text, note }) => [text, note]),
    ).toEqual([
      [
        'The rules by which figures are judged changed: 12 figures judged differently, no value moved',
        'Because',
      ],
      ['A new baseline was set: no value moved', 'Because'],
    ])
  })

  test('or none, where it gave these units no other figure', () => {
    expect(linesOf(publication({ counts: [] }))).toEqual([])
  })
})

describe('more publications than have a line', () => {
  const at = (day: number) => publication({ publishedAt: new Date(Date.UTC(2019, 5, day, 9)) })

  test('have one together, of those that are new to the reader', () => {
    const lines = linesOf(at(14), at(13), at(12), at(11), at(10), at(9), at(1))
    expect(lines).toHaveLength(5)
    expect(lines.at(-1)).toEqual({
      text: '2 more publications: 90 new figures',
      href: '/more/',
      when: '10 June 2019',
      at: '2019-06-10T09:00:00.000Z',
    })
  })

  test('are left where the reader saw them before', () => {
    expect(linesOf(at(14), at(13), at(12), at(11), at(1))).toHaveLength(4)
  })
})
