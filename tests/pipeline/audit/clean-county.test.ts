/** Counties without a fault: an audit of more than two hundred reports finds nothing to hold against anybody. */
import { beforeAll, expect, test } from 'vitest'
import { auditSite, findingsOf, type RuledCheck } from '../../../pipeline/audit/run.ts'
import { compareSite } from '../../../pipeline/audit/similarity-rows.ts'
import { generateCounty } from '../../support/county-generator.ts'

const years = [2017, 2018, 2019, 2020, 2021, 2022, 2023]
let checks: { report: string; checks: RuledCheck[] }[] = []

beforeAll(() => {
  checks = ['990101', '990102', '990103'].flatMap((code) => {
    const county = generateCounty({ code, towns: 9, years, written: true })
    const similarities = compareSite(county.site, county.reports)
    return [...auditSite({ ...county, similarities })].map(([report, found]) => ({ report, checks: found }))
  })
})

test('more than two hundred reports were audited by every rule that applies to them', () => {
  expect(checks.length).toBeGreaterThanOrEqual(200)
  const codes = new Set(checks.flatMap((one) => one.checks.map(({ code }) => code)))
  expect(codes.size).toBeGreaterThan(55)
})

test('reports of all three editions were audited by their own sums', () => {
  const sums = new Set(checks.flatMap((one) => one.checks.map(({ check }) => check.slice(0, 6))))
  for (const sum of ['ID-003', 'ID-301', 'ID-402', 'NUM-14']) expect(sums).toContain(sum)
})

test('nothing of severity E or W', () => {
  const told = checks.flatMap(({ report, checks: own }) =>
    findingsOf(own)
      .filter(({ severity }) => severity !== 'I')
      .map((finding) => `${report} ${finding.check} ${'message' in finding ? finding.message : ''}`),
  )
  expect(told).toEqual([])
})

test('noughts are kept trivially and counted apart', () => {
  const kept = checks.flatMap(({ checks: own }) => own.filter(({ verdict }) => verdict === 'kept'))
  const trivial = kept.filter((check) => check.verdict === 'kept' && check.trivial)
  expect(trivial.length).toBeGreaterThan(1000)
  expect(kept.length - trivial.length).toBeGreaterThan(5000)
})

test('the same county gives the same verdicts, whatever the order of its reports', () => {
  const county = generateCounty({ code: '990101', towns: 3, years: [2022, 2023], written: false })
  const once = auditSite(county)
  const again = auditSite({ ...county, reports: county.reports.toReversed() })
  for (const [key, own] of once)
    expect(new Set(again.get(key)?.map((one) => JSON.stringify(one)))).toEqual(
      new Set(own.map((one) => JSON.stringify(one))),
    )
})
