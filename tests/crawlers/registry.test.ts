/** The counties that come with the project: every file keeps the schema, says where its facts are from, and can be walked. */
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { columnsOf } from '../../crawlers/column.ts'
import { loadFamilies } from '../../crawlers/families.ts'
import { bundledSites, loadSites } from '../../crawlers/site-files.ts'

const families = await loadFamilies()
const { sites, faults } = await loadSites(fileURLToPath(bundledSites), families)
const now = new Date('2026-03-01T00:00:00Z')

test('at least thirty counties load without a fault, in several families', () => {
  expect(faults).toEqual([])
  expect(sites.length).toBeGreaterThanOrEqual(31)
  expect(
    new Set(sites.flatMap(({ entries }) => entries.map(({ family }) => family))).size,
  ).toBeGreaterThanOrEqual(6)
})

test.each(sites.map((site) => ({ name: site.name, site })))('$name', ({ site }) => {
  expect(site.verified).toBe(false)
  expect(site.hosts).toContain(new URL(site.source).host)
  const columns = site.entries.flatMap((_, index) => columnsOf(site, index, now))
  expect(columns.length).toBeGreaterThan(0)
  for (const { url } of columns) {
    expect(url).not.toMatch(/[{}]|%2F/)
    expect(site.hosts).toContain(new URL(url).host)
  }
  const government = site.publishers.filter(({ kind }) => kind === 'government')
  expect(government.map(({ code }) => code)).toEqual([`${site.code}000000`])
  for (const { code, kind } of site.publishers) {
    const segment = Number(code.slice(6, 9))
    if (kind === 'township') expect(segment >= 100 && segment < 400).toBe(true)
    if (kind === 'subdistrict') expect(segment >= 1 && segment < 100).toBe(true)
  }
})
