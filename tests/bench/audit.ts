/** What auditing 10,000 reports with two million facts costs, county after county as publishing does it, comparing their texts included. */
import { chanceOf } from '../../pipeline/demo/seeded.ts'
import { auditSite, findingsOf } from '../../pipeline/audit/run.ts'
import { compareTexts, type ProseText } from '../../pipeline/audit/similarity.ts'
import { compareSite } from '../../pipeline/audit/similarity-rows.ts'
import { copyCounty } from '../support/county-copy.ts'
import { generateCounty } from '../support/county-generator.ts'

const wanted = 10_000
const many = 40_000
const peak = (): string => `${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB`

/** Processor seconds of a piece of work in this process, and what it gave. */
function timed<T>(work: () => T): { seconds: number; value: T } {
  const start = process.cpuUsage()
  const value = work()
  const { user, system } = process.cpuUsage(start)
  return { seconds: (user + system) / 1e6, value }
}

const years = [2019, 2020, 2021, 2022, 2023, 2024]
const first = generateCounty({ code: '100100', towns: 37, years, written: true })
const totals = { counties: 0, reports: 0, facts: 0, checks: 0, told: 0, audit: 0, similarity: 0 }
while (totals.reports < wanted) {
  totals.counties += 1
  const county = copyCounty(first, String(100_100 + totals.counties))
  const { seconds: compared, value: similarities } = timed(() => compareSite(county.site, county.reports))
  const { seconds: audited, value: verdicts } = timed(() => auditSite({ ...county, similarities }))
  totals.similarity += compared
  totals.audit += audited
  totals.reports += verdicts.size
  for (const { parsed } of county.pages) totals.facts += parsed.value.facts.length
  for (const checks of verdicts.values()) {
    totals.checks += checks.length
    totals.told += findingsOf(checks).length
  }
}
const all = totals.audit + totals.similarity
console.log(
  `audit: ${totals.reports} reports of ${totals.counties} counties, ${totals.facts} facts, ${totals.checks} checks, ${totals.told} findings`,
)
console.log(
  `  ${all.toFixed(1)} CPU s on one thread (to stay below 60 on two cores); comparing texts ${totals.similarity.toFixed(1)} s, ${((100 * totals.similarity) / all).toFixed(0)} % of it; ${((1000 * all) / totals.reports).toFixed(2)} ms a report`,
)
console.log(`  peak memory ${peak()} (to stay below 1536 MB)`)

const syllables =
  '围绕乡村振兴项目资金民生保障就业教育医疗养老环境道路水利防汛森林土地房屋补贴低保救助产业合作社集体账目'
const chance = chanceOf('forty thousand')
/** Texts of one year that share nothing, save that every hundredth is a copy of the one before it. */
const texts: ProseText[] = []
for (let no = 0; no < many; no += 1) {
  const copied = no % 100 === 99 ? texts.at(-1)?.prose : undefined
  const text = Array.from({ length: 900 }, () => syllables.charAt(Math.floor(chance() * syllables.length)))
  const offsets = Int32Array.from({ length: text.length }, (_, at) => at)
  const prose = copied ?? [{ section: 1, text: text.join(''), offsets }]
  texts.push({ report: `${no}`, publisher: `${no}`, year: 2024, kind: 'own', prose })
}
const { seconds, value } = timed(() => compareTexts(texts, { county: '', publishers: [] }))
console.log(
  `  ${many} texts of one year by their signatures: ${seconds.toFixed(1)} CPU s, ${value.length} of ${many / 100} copies found, peak ${peak()}`,
)
