/** The examples of rules as the subjects that rules run on. */
import { formGrids } from '../../pipeline/demo/form-grid.ts'
import { siteSchema, publisherSchema, type Publisher, type Site } from '../../crawlers/site.ts'
import { cellsOf, type TableNo } from '../../parsers/codebook/codebook.ts'
import type { Fact } from '../../parsers/facts.ts'
import type { Report, Stated } from '../../parsers/report/report.ts'
import type { ExampleReport, RuleExample } from '../../pipeline/audit/example.ts'
import { panelOf } from '../../pipeline/audit/panel.ts'
import { defaultPolicy, type Policy } from '../../pipeline/audit/policy.ts'
import type { CheckResult, Rule } from '../../pipeline/audit/rule.ts'
import type { CountySubject, ReportSubject } from '../../pipeline/audit/subject.ts'
import { chapterTitle } from '../../pipeline/audit/words.ts'
import { documentsOf, seenOf } from './audit-example-links.ts'

const silence: Stated = {
  topic: 'disclosed.total',
  name: null,
  code: null,
  value: 0,
  unit: '条',
  approx: false,
  sentence: '',
  start: 0,
  end: 0,
  items: [],
  by: null,
  exhaustive: false,
}

/** 石门镇, 2023: what an example does not say. */
const ordinary = { code: '990001100000', name: '石门镇', kind: 'township' as const }
const tables: readonly (readonly ['t0' | 't2' | 't3' | 't4', TableNo])[] = [
  ['t0', 0],
  ['t2', 2],
  ['t3', 3],
  ['t4', 4],
]

/** The facts of an example: nought wherever it says nothing. */
const oneSquare: Fact['place'] = { table: 1, row: 1, column: 1, start: 1, end: 2 }

function factsOf({ editions = {}, cells = {}, raws = {}, together = [] }: ExampleReport): Fact[] {
  return tables.flatMap(([table, no]) => {
    const edition = editions[table]
    return edition === undefined
      ? []
      : cellsOf(no, edition).map(({ id }): Fact => {
          const given = cells[id] ?? 0
          const said =
            typeof given === 'number'
              ? { value: given, state: 'number' as const }
              : { value: null, state: given }
          const raw = raws[id] ?? (said.value === null ? '' : String(said.value))
          const place = together.includes(id) ? oneSquare : null
          return { cell: id, ...said, raw, place, matched_by: 'label' }
        })
  })
}

/** The headings that the form prints over table three. */
function printedHeadings(edition: '2019' | '2021'): string[] {
  const rows = formGrids(edition).find(({ table }) => table === 3)?.rows ?? []
  const first = rows.findIndex((row) => row.some(({ cell }) => cell !== null))
  return rows.slice(0, first).flatMap((row) => row.map(({ label }) => label ?? ''))
}

function reportOf(example: ExampleReport, year: number): Report {
  const { editions = {}, stated = [], report = {} } = example
  const { t3 } = editions
  return {
    title: null,
    publisher: null,
    year,
    kind: null,
    index_number: null,
    index: null,
    credit_code: null,
    dates: { page: null, url: null, signed: null },
    period: null,
    charset: null,
    request_headings: t3 === undefined || t3 === '2014' ? null : printedHeadings(t3),
    sections: [1, 2, 3, 4, 5, 6].map((no) => ({
      no,
      title: `${'零一二三四五六'[no]}、${chapterTitle(no)}`,
      start: no,
    })),
    indicators: [],
    ...report,
    editions: {
      t0: editions.t0 ?? null,
      t2: editions.t2 ?? null,
      t3: editions.t3 ?? null,
      t4: editions.t4 ?? null,
    },
    facts: factsOf(example),
    stated: stated.map((words) => ({ ...silence, ...words })),
  }
}

const publisherOf = (given: Partial<Publisher> = {}): Publisher =>
  publisherSchema.parse({ ...ordinary, ...given })

function siteOf(publishers: readonly Publisher[], code = '990001'): Site {
  const distinct = [...new Map(publishers.map((one) => [one.code, one])).values()]
  return siteSchema.parse({
    code,
    name: '云岭县',
    verified: true,
    source: 'http://www.example.gov.cn/',
    hosts: ['www.example.gov.cn'],
    entries: [{ family: 'generic', url: 'http://www.example.gov.cn/' }],
    publishers: distinct,
    years: { from: 2014 },
  })
}

function subjectOf(example: ExampleReport, site: Site, policy: Policy, standard = 2023): ReportSubject {
  const { year = standard, problems = [], prose, published, first_seen, due, url } = example
  const report = reportOf(example, year)
  return {
    report,
    year,
    panel: panelOf(report.facts),
    problems: problems.map((problem) => ({ ...problem, at: null })),
    prose:
      prose?.map(([section, text], index) => ({
        section: section === 0 ? null : section,
        text,
        start: index,
        end: index + 1,
      })) ?? null,
    publisher: publisherOf(example.publisher),
    county: site,
    due: { day: due ?? `${year + 1}-01-31`, source: '条例第四十九条' },
    published: published === undefined ? `${year + 1}-01-13` : published,
    first_seen: first_seen ?? null,
    url: url ?? null,
    policy,
  }
}

/** Runs a rule on one of its examples; only what is told of the example's own report, or of the first one that is owed besides. */
export function runExample(rule: Rule, example: RuleExample): CheckResult[] {
  const { before = [], others = [], owed = [], copies = [], policy: local = {} } = example
  const policy = { ...defaultPolicy, ...local, limits: { ...defaultPolicy.limits, ...local.limits } }
  const site = siteOf(
    [example, ...others, ...owed].map((one) => publisherOf(one.publisher)).concat(publisherOf()),
    example.county,
  )
  const on = subjectOf(example, site, policy)
  if (rule.scope === 'report') return rule.run(on)
  const year = on.year ?? 2023
  const earlier = before.map((one) =>
    subjectOf({ publisher: example.publisher ?? {}, ...one }, site, policy, year - 1),
  )
  const series = [...earlier, on].toSorted((a, b) => (a.year ?? 0) - (b.year ?? 0))
  if (rule.scope === 'series') return rule.run(series).filter((check) => check.on === on)
  const reports = [on, ...others.map((one) => subjectOf(one, site, policy, year))]
  const against = others.length > 0 ? reports.slice(1, 2) : earlier
  const { alike, part = 'body' } = example
  const absent = owed.map(({ publisher }) => ({ publisher: publisherOf(publisher), year, policy }))
  const county: CountySubject = {
    county: site,
    year,
    reports,
    expected: [
      ...reports.map(({ publisher }) => ({
        publisher: publisher?.code ?? '',
        year,
        state: publisher === on.publisher ? (example.state ?? ('on_time' as const)) : ('on_time' as const),
        due_date: null,
        published_date: null,
        report: 'own',
        detail: null,
      })),
      ...owed.map(({ publisher, state }) => ({
        publisher: publisherOf(publisher).code,
        year,
        state,
        due_date: null,
        published_date: null,
        report: null,
        detail: null,
      })),
    ],
    owed: absent,
    seen: seenOf(example, on),
    documents: documentsOf(example, on),
    copies: copies.map((copy) => ({ of: on, ...copy })),
    alike: alike === undefined ? null : against.map((other) => ({ one: on, other, part, share: alike })),
    as_of: '2024-06-01',
    policy,
  }
  const told = rule.run(county)
  const ofOwed = told.filter((check) => check.on === absent[0])
  return ofOwed.length > 0 ? ofOwed : told.filter((check) => check.on === on)
}
