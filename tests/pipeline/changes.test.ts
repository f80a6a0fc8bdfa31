/** Silent edits: thirty nights of a living page are no change, one digit is exactly one, and only the second night tells it. */
import { describe, expect, test } from 'vitest'
import { compareParagraphs, confirmVersions, pairVersions } from '../../pipeline/audit/changes.ts'
import { findEdits } from '../../pipeline/audit/changes-rows.ts'
import { gatherReports, type ReadPage } from '../../pipeline/reading.ts'
import { address, office, readVersion, writeVersion } from '../support/shanghai-pages.ts'

const night = (number: number): string => `2025-03-${String(number).padStart(2, '0')}T18:00:00.000Z`
const digit = (html: string): string => html.replace('<td>524</td>', '<td>525</td>')
const sentence = (html: string): string => html.replace('还需加强', '有待加强')

/** Nights 1 to `last`; from night `from` on the page says what `edit` makes of it. */
function nights(last: number, from: number, edit: (html: string) => string): ReadPage[] {
  return Array.from({ length: last }, (_, index) =>
    readVersion(
      writeVersion(index + 1, index + 1 >= from ? edit : undefined),
      night(index + 1).replace('00:00.000', '00:07.500'),
    ),
  )
}

/** What is reported after the last of these nights, each of which saw the page as archived. */
function reportedAfter(pages: readonly ReadPage[]): ReturnType<typeof findEdits> {
  const sightings = pages.map(({ row }, index) => ({ at: night(index + 1), snapshot: row.sha256 }))
  const { reports } = gatherReports(office, pages)
  return findEdits(reports, { sightings: new Map([[address, sightings]]), since: night(1) })
}

describe('nights over one page', () => {
  const calm = nights(30, 99, (html) => html)
  test('thirty nights of counters, dates and session ids: one version, no change', () => {
    expect(new Set(calm.map(({ row }) => row.sha256)).size).toBe(30)
    const { reports } = gatherReports(office, calm)
    expect(reports.map(({ revisions }) => revisions.length)).toEqual([1])
    expect(reports[0]?.revisions[0]?.snapshots).toHaveLength(30)
    expect(reportedAfter(calm)).toEqual([])
  })

  test('one digit: waiting on the first night that shows it, one change on the second, and no more after', () => {
    const pages = nights(12, 10, digit)
    const first = reportedAfter(pages.slice(0, 10))
    expect(first.map(({ reported_at }) => reported_at)).toEqual([null])
    for (const last of [11, 12]) {
      const rows = reportedAfter(pages.slice(0, last))
      expect(rows).toHaveLength(1)
      expect(rows[0]?.reported_at).toBe(night(11))
      expect(rows[0]?.row).toMatchObject({
        kind: 'figure',
        cell: 't2.rules.public_stock',
        old_text: '524',
        new_text: '525',
      })
    }
  })

  test('a figure that flickers for one night is never reported', () => {
    const pages = nights(8, 99, digit)
    pages[3] = readVersion(writeVersion(4, digit), night(4).replace('00:00.000', '00:07.500'))
    expect(reportedAfter(pages)).toEqual([])
  })

  test('a reworded paragraph is a change of that paragraph, with both texts and places', () => {
    const rows = reportedAfter(nights(5, 3, sentence))
    expect(rows).toHaveLength(1)
    expect(rows[0]?.reported_at).toBe(night(4))
    expect(rows[0]?.row).toMatchObject({
      kind: 'paragraph',
      section_no: 5,
      old_text: '公开的主动性还需加强。',
      new_text: '公开的主动性有待加强。',
    })
    expect(rows[0]?.row.new_start).toBeGreaterThan(0)
  })
})

describe('confirming versions', () => {
  const versions = [
    { revision: 1, first_seen: night(1), snapshots: ['a'] },
    { revision: 2, first_seen: night(5), snapshots: ['b'] },
  ]
  const seen = (...snapshots: (string | null)[]): { at: string; snapshot: string | null }[] =>
    snapshots.map((snapshot, index) => ({ at: night(index + 4), snapshot }))

  test('a night that could not see the page neither confirms nor forgets', () => {
    expect(confirmVersions(versions, seen('a', 'b', null, 'b'), night(1)).get(2)).toBe(night(7))
    expect(confirmVersions(versions, seen('a', 'b', null), night(1)).has(2)).toBe(false)
  })

  test('without any record of runs the archive itself is believed', () => {
    expect(confirmVersions(versions, [], null).get(2)).toBe(night(5))
    expect(confirmVersions(versions, [], night(6)).get(2)).toBe(night(5))
  })

  test('what was never confirmed is passed over', () => {
    const three = [...versions, { revision: 3, first_seen: night(6), snapshots: ['c'] }]
    const confirmed = confirmVersions(three, seen('a', 'b', 'c', 'c'), night(1))
    expect(pairVersions(three, confirmed)).toEqual([{ older: 1, newer: 3, reported_at: night(7) }])
  })
})

test('paragraphs: added, removed and reworded ones are told apart', () => {
  const prose = (...texts: string[]): { section: number; text: string; start: number; end: number }[] =>
    texts.map((text, index) => ({ section: 1, text, start: index * 10, end: index * 10 + 9 }))
  const changes = compareParagraphs(
    prose('一是公开不够及时。', '二是解读形式单一。', '三是队伍不稳。'),
    prose('一是公开不够及时。', '二是解读形式比较单一。', '新增公开目录二十项。', '三是队伍不稳。'),
  )
  expect(changes.map((change) => [change.old?.text ?? null, change.new?.text ?? null])).toEqual([
    ['二是解读形式单一。', '二是解读形式比较单一。'],
    [null, '新增公开目录二十项。'],
  ])
  expect(compareParagraphs(prose('甲。', '乙。'), prose('乙。'))).toMatchObject([
    { old: { text: '甲。' }, new: null },
  ])
})
