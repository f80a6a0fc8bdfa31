/** Rule packs: every fault with its line and nothing applied; a sound pack changes what it says and no more. */
import { mkdtemp, mkdir, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { rules } from '../../../pipeline/audit/catalogue.ts'
import { catalogueOf } from '../../../pipeline/audit/catalogue-rows.ts'
import { parsePack } from '../../../pipeline/audit/pack.ts'
import { readRulePacks } from '../../../pipeline/audit/pack-files.ts'
import { defaultLimits, policyOf } from '../../../pipeline/audit/policy.ts'
import { auditSite, type RuledCheck } from '../../../pipeline/audit/run.ts'
import { scoreReport } from '../../../pipeline/audit/scoring.ts'
import { generateCounty } from '../../support/county-generator.ts'

const codes = rules.map(({ code }) => code)
const sound = `title: 平原县年度报告要求
source: 平政办发〔2024〕1号
counties: ["990101"]
limits:
  section_one_characters: 1000
words:
  sensitive: [某错误表述]
  typos:
    - {wrong: 公开公函, right: 公开函}
severities: {NUM-09: W}
wordings: {XYR-01: "本年填报上年结转{now}件，上年填报结转下年{before}件。"}
disabled:
  - {code: NUM-11, reason: 单位过少不作比较}
exceptions:
  - {publisher: "990101100000", year: 2023, code: XYR-01, reason: reorganised}
deadlines:
  - {kinds: [township], years: {from: 2023}, day: "01-20"}
scoring:
  - title: 年度报告考评
    full: 10
    items:
      - {codes: [TIM-01, TIM-02], points: 5}
      - {codes: [NUM-01, NUM-02], points: 0.5, per: finding}
`
const faulty = `title: 平原县
limits:
  section_one_charcters: 1000
  peers: 多
severities:
  NUM-99: W
  NUM-09: X
wordings:
  NUM-01: 差{difference}。
  NUM-77: 无
disabled:
  - {code: NUM-11}
exceptions:
  - {publisher: 990101100000, year: 2023, code: XYR-01, reason: because}
deadlines:
  - {kinds: [village], day: 1-20}
`

test('a sound pack becomes the policy of its county and of no other', () => {
  const { pack, faults } = parsePack(sound, codes)
  expect(faults).toEqual([])
  const packs = pack === null ? [] : [pack]
  const here = policyOf(packs, '990101')
  expect(here.limits).toEqual({ ...defaultLimits, section_one_characters: 1000 })
  expect(here.severities.get('NUM-09')).toBe('W')
  expect(here.sensitive).toEqual(['某错误表述'])
  expect(here.deadlines).toEqual([
    { kinds: ['township'], years: { from: 2023 }, day: '01-20', source: '平政办发〔2024〕1号' },
  ])
  expect(policyOf(packs, '990102').disabled.size).toBe(0)
})

test('the pack that the documents show is sound', async () => {
  const text = await readFile(new URL('../../../CONTRIBUTING.md', import.meta.url), 'utf8')
  const [, shown = ''] = /```yaml\n(title: [\s\S]*?)```/.exec(text) ?? []
  const { pack, faults } = parsePack(shown, codes)
  expect(faults).toEqual([])
  expect(pack?.scoring).toHaveLength(1)
})

test('every fault is told, each with its line', () => {
  const { pack, faults } = parsePack(faulty, codes)
  expect(pack).toBeNull()
  expect(faults.map(({ line }) => line)).toEqual(expect.arrayContaining([1, 3, 4, 6, 7, 9, 10, 12, 14, 16]))
  const text = faults.map(({ message }) => message).join('\n')
  for (const word of [
    'source',
    'section_one_charcters',
    'peers',
    'NUM-99',
    'difference',
    'NUM-77',
    'kinds',
    'day',
    'reason',
    'publisher',
  ])
    expect(text).toContain(word)
})

test('what is no YAML is told with its line', () => {
  expect(parsePack('title: [\n', codes).faults[0]?.line).toBeGreaterThan(0)
})

test('a folder with one bad file applies nothing and ends in usage', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'gouji-rules-'))
  expect(await readRulePacks(join(folder, 'absent'))).toEqual([])
  await mkdir(join(folder, 'rules'))
  await writeFile(join(folder, 'rules', 'a.yaml'), sound)
  expect(await readRulePacks(join(folder, 'rules'))).toHaveLength(1)
  await writeFile(join(folder, 'rules', 'b.yaml'), faulty)
  await expect(readRulePacks(join(folder, 'rules'))).rejects.toMatchObject({ exit: 'usage' })
  await expect(readRulePacks(join(folder, 'rules'))).rejects.toThrow(/b\.yaml:3 [\s\S]*b\.yaml:14 /)
})

function audit(years: readonly number[]): Map<string, RuledCheck[]> {
  const { pack } = parsePack(sound, codes)
  const county = generateCounty({ code: '990101', towns: 3, years, written: false })
  const changed = county.reports.map((history) => ({
    ...history,
    revisions: history.revisions.map((revision) => {
      const { page } = revision
      const facts = page.parsed.value.facts.map((fact) =>
        fact.cell === 't3.carried_in.total' && history.year === 2023
          ? { ...fact, value: (fact.value ?? 0) + 7 }
          : fact,
      )
      const value = { ...page.parsed.value, facts }
      return { ...revision, page: { ...page, parsed: { ...page.parsed, value } } }
    }),
  }))
  return auditSite({ ...county, reports: changed, packs: pack === null ? [] : [pack] })
}

test('exceptions, stand-downs and scores follow the pack', () => {
  const verdicts = audit([2022, 2023])
  const of = (report: string, code: string): RuledCheck[] =>
    verdicts.get(`${report}#1`)?.filter((check) => check.code === code) ?? []
  expect(of('990101100000/2023/own', 'XYR-01')[0]).toMatchObject({
    verdict: 'not_applicable',
    because: '已认可的例外：机构改革或撤并，统计主体变化',
  })
  expect(of('990101101000/2023/own', 'XYR-01')[0]).toMatchObject({
    verdict: 'broken',
    message: expect.stringMatching(/^本年填报上年结转\d+件，上年填报结转下年\d+件。$/),
  })
  expect(of('990101101000/2023/own', 'NUM-11')).toMatchObject([
    { verdict: 'not_applicable', because: '本地停用：单位过少不作比较' },
  ])
  const { pack } = parsePack(sound, codes)
  const [sheet] = pack?.scoring ?? []
  if (sheet === undefined) throw new Error('the sound pack has a sheet')
  const broken = (verdicts.get('990101101000/2023/own#1') ?? []).filter(({ verdict }) => verdict === 'broken')
  const score = scoreReport(
    sheet,
    broken.map(({ code }) => code),
  )
  expect(score).toMatchObject({ full: 10, score: 9.5 })
})

test('the catalogue names every code with its examples and, where known, its counts', () => {
  const counts = {
    kept: 3,
    trivially_kept: 2,
    broken: 1,
    uncertain: 0,
    not_applicable: 4,
    confirmed: 1,
    dismissed: 0,
    demoted: false,
  }
  const rows = catalogueOf(rules, new Map([['NUM-01', counts]]))
  expect(rows).toHaveLength(rules.length)
  expect(rows.find(({ code }) => code === 'NUM-01')).toMatchObject({ applied: 6, ...counts })
  expect(
    rows.every(({ basis, title, examples, wordings }) =>
      [basis, title, examples, wordings].every((text) => text !== ''),
    ),
  ).toBe(true)
})
