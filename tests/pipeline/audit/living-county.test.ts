/** Reports in living words: what is wrong is told, and what only looks like it is not. */
import { expect, test } from 'vitest'
import { auditSite, findingsOf, type RuledCheck } from '../../../pipeline/audit/run.ts'
import { compareSite } from '../../../pipeline/audit/similarity-rows.ts'
import { livingCounty } from '../../support/living-county.ts'
import { livingReports } from '../../support/living-reports.ts'

const county = livingCounty()
const verdicts = auditSite({ ...county, similarities: compareSite(county.site, county.reports) })
const checksOf = (code: string): RuledCheck[] => verdicts.get(`${code}/2023/own#1`) ?? []

test.each(livingReports)('$name', ({ code, faults }) => {
  const told = findingsOf(checksOf(code)).filter(({ severity }) => severity !== 'I')
  expect(
    [...new Set(told.map((finding) => finding.code))],
    told.map(({ message }) => message).join('\n'),
  ).toEqual([...faults].sort())
})
