/** By when a report was due, and on what authority: local notice, the law of its year, the site's own deadlines. */
import { expect, test } from 'vitest'
import { publisherSchema, type Publisher } from '../../crawlers/site.ts'
import { deadlineOf } from '../../pipeline/deadlines.ts'

const article49 = { source: '《政府信息公开条例》第四十九条' }
const site = {
  deadlines: { own: { day: '01-31', ...article49 }, summary: { day: '03-31', ...article49 } },
}
const publisher = (kind: Publisher['kind']): Publisher =>
  publisherSchema.parse({ code: '990001100000', name: '石门镇', kind })
const local = [
  { day: '01-25', source: '云政办发〔2023〕1号' },
  { kinds: ['township'] as const, years: { from: 2024 }, day: '01-20', source: '云政办发〔2024〕9号' },
]

test.each([
  ['township', 2023, [], '2024-01-31', article49.source],
  ['government', 2023, [], '2024-03-31', article49.source],
  ['township', 2018, [], '2019-03-31', '2007年'],
  ['township', 2019, [], '2020-01-31', article49.source],
  ['township', 2023, local, '2024-01-25', '云政办发〔2023〕1号'],
  ['township', 2024, local, '2025-01-20', '云政办发〔2024〕9号'],
  ['department', 2024, local, '2025-01-25', '云政办发〔2023〕1号'],
] as const)('%s, report year %d: %s', (kind, year, rows, day, source) => {
  const due = deadlineOf(site, publisher(kind), year, rows)
  expect(due.day).toBe(day)
  expect(due.source).toContain(source)
})
