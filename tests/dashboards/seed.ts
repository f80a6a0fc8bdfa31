/** A small county as warehouse rows with the archived pages behind them; made-up names, every state once. */
import { createHash } from 'node:crypto'
import type { ArchivedPage } from '../../dashboards/server.ts'
import { codebook, cellsOf } from '../../parsers/codebook/codebook.ts'
import { units } from '../../parsers/codebook/form.ts'
import type { ExpectedRow, PublisherRow, WarehouseRows } from '../../warehouse/rows.ts'
import type { WrittenPage } from './seed-page.ts'
import { writeSeedPage } from './seed-page.ts'

/** Rows to publish and the pages that their snapshots name. */
export interface Seed {
  rows: WarehouseRows
  pages: Map<string, ArchivedPage>
}

/** The report that the browser test walks to. */
export const walkedReport = '990001101000/2022/own'

const names = ['石门镇', '清溪镇', '白鹭乡', '高坪镇', '柳林乡', '大河镇', '双桥民族乡']
const charset = { charset: 'utf-8', charset_because: 'meta' }

function labelOf(labels: readonly string[] | null): string | null {
  return labels === null ? null : labels.join(' / ')
}

/** The figures of one report: every cell nought but a few, so that all identities hold. */
function figuresOf(edition: '2019' | '2021', received: number): Map<string, string> {
  const cells = new Map<string, string>(
    ([2, 3, 4] as const).flatMap((no) => cellsOf(no, edition)).map((cell) => [cell.id, '0']),
  )
  for (const row of ['new_received', 'granted', 'results_total']) {
    cells.set(`t3.${row}.natural_person`, String(received))
    cells.set(`t3.${row}.total`, String(received))
  }
  return cells
}

const kinds: [string, string, PublisherRow['kind']][] = [
  ['990001000000', '云岭县人民政府', 'government'],
  ['990001000001', '云岭县人民政府办公室', 'office'],
  ['990001000013', '云岭县财政局', 'department'],
  ['990001001000', '城关街道办事处', 'subdistrict'],
  ...names.map((name, at): [string, string, PublisherRow['kind']] => [
    `9900011${String(at + 1).padStart(2, '0')}000`,
    `${name}人民政府`,
    'township',
  ]),
]

/** What a test may change: a text that stands wherever a page could carry it. */
export interface SeedOptions {
  hostile?: string
}

/** Makes the seed anew, so that a test may spoil it. */
export function seed(options: SeedOptions = {}): Seed {
  const evil = options.hostile ?? ''
  const pages = new Map<string, ArchivedPage>()
  const rows: WarehouseRows = {
    codebook: codebook.map((cell, position) => ({
      cell: cell.id,
      table_no: cell.table,
      position,
      unit: cell.unit,
      unit_label: units[cell.unit].label,
      label: labelOf(cell.labels['2021']) ?? labelOf(cell.labels['2019']) ?? cell.id,
      label_2014: labelOf(cell.labels['2014']),
      label_2019: labelOf(cell.labels['2019']),
      label_2021: labelOf(cell.labels['2021']),
    })),
    publishers: kinds.map(([publisher, name, kind]) => ({
      site: '990001',
      site_name: `云岭县${evil}`,
      publisher,
      name: `${name}${evil}`,
      kind,
    })),
    expected: [],
    snapshots: [],
    reports: [],
    sections: [],
    facts: [],
    stated: [],
    problems: [],
    findings: [],
    similarities: [],
    changes: [],
    codes: [
      {
        code: 'NUM-01',
        title: '新收＋上年结转＝办理结果＋结转下年',
        basis: '表三所印勾稽关系',
        severity: 'E',
      },
      { code: 'NUM-03', title: `各类申请人之和＝总计${evil}`, basis: '表三', severity: 'E' },
      { code: 'NAR-01', title: '主动公开总数＝分项合计', basis: '正文', severity: 'W' },
    ],
  }

  function addRevision(
    report: string,
    revision: number,
    current: boolean,
    edition: '2019' | '2021',
    cells: Map<string, string>,
  ): WrittenPage {
    const [publisher = '', year = '', kind = ''] = report.split('/')
    const name = kinds.find(([code]) => code === publisher)?.[1] ?? publisher
    const title = `${name}${year}年政府信息公开工作年度报告${evil}`
    const sentence = `${year}年共主动公开政府信息90条，其中工作动态55条，其他36条。`
    const page = writeSeedPage({ title, edition, sentence, cells })
    const snapshot = createHash('sha256').update(page.text).digest('hex')
    const fetched = {
      url: `https://www.yunling.example/info/1777/${year}${revision}.htm`,
      fetched_at: '2023-02-01T18:20:44.000Z',
    }
    pages.set(snapshot, {
      text: page.text,
      ...fetched,
      sha256: snapshot,
      ...charset,
      media_type: 'text/html',
    })
    rows.snapshots.push({
      snapshot,
      ...fetched,
      status: 200,
      media_type: 'text/html',
      byte_count: page.text.length,
      ...charset,
    })
    rows.reports.push({
      report,
      revision,
      current,
      publisher,
      year: Number(year),
      kind: kind === 'summary' ? 'summary' : 'own',
      title,
      snapshot,
      page_date: `${Number(year) + 1}-01-13`,
      url_date: null,
      signed_date: null,
      first_seen: `${Number(year) + 1}-02-0${revision}T18:20:44.000Z`,
      edition_t2: edition,
      edition_t3: edition,
      edition_t4: edition,
    })
    for (const [cell, raw] of cells) {
      const place = page.places.get(cell)
      if (place === undefined) continue
      const number = /^\d+$/u.test(raw)
      const state = number
        ? 'number'
        : raw === ''
          ? 'blank'
          : raw === '/'
            ? 'slash'
            : raw === '—'
              ? 'dash'
              : 'non_numeric'
      rows.facts.push({
        report,
        revision,
        cell,
        value: number ? Number(raw) : null,
        state,
        raw,
        matched_by: 'label',
        place_table: place.table,
        place_row: place.row,
        place_column: place.column,
        place_start: place.start,
        place_end: place.end,
      })
    }
    const said = {
      report,
      revision,
      topic: 'disclosed.total',
      unit: '条',
      approx: false,
      sentence: `${sentence}${evil}`,
      place_start: page.sentence.start,
      place_end: page.sentence.end,
    }
    rows.stated.push(
      { ...said, stated_no: 1, parent_no: null, name: null, value: 90 },
      { ...said, stated_no: 2, parent_no: 1, name: `工作动态${evil}`, value: 55 },
      { ...said, stated_no: 3, parent_no: 1, name: '其他', value: 36 },
    )
    return page
  }

  for (const [at, [publisher, , kind]] of kinds.entries()) {
    for (const year of [2020, 2021, 2022]) {
      const report = `${publisher}/${year}/${kind === 'government' ? 'summary' : 'own'}`
      const state: ExpectedRow['state'] =
        year === 2022 && at === 5
          ? 'missing'
          : year === 2021 && at === 6
            ? 'late'
            : year === 2020 && at === 7
              ? 'found_not_read'
              : 'on_time'
      const found = state === 'on_time' || state === 'late'
      rows.expected.push({
        publisher,
        year,
        state,
        due_date: `${year + 1}-01-31`,
        published_date: state === 'late' ? `${year + 1}-02-08` : found ? `${year + 1}-01-13` : null,
        report: found ? report : null,
        detail: state === 'missing' ? `栏目中没有这一年的报告${evil}` : null,
      })
      if (!found) continue
      const edition = year === 2020 ? '2019' : '2021'
      const cells = figuresOf(edition, (at * 7 + year) % 13)
      if (report === walkedReport) cells.set('t3.granted.total', '777')
      if (at === 8) cells.set('t3.new_received.total', '')
      if (at === 9) cells.set('t3.new_received.total', '/')
      if (at === 10) cells.set('t3.carried_out.total', '若干')
      if (report === walkedReport) addRevision(report, 1, false, edition, figuresOf(edition, 3))
      addRevision(report, report === walkedReport ? 2 : 1, true, edition, cells)
    }
  }

  const row = [
    'natural_person',
    'org_business',
    'org_research',
    'org_public_welfare',
    'org_legal_service',
    'org_other',
    'total',
  ]
  const checked = { report: walkedReport, revision: 2, trivial: false }
  rows.findings.push(
    {
      ...checked,
      code: 'NUM-03',
      check: 'ID-303:t3.granted',
      severity: 'E',
      verdict: 'broken',
      expected: 10,
      actual: 777,
      message: `第三部分“（一）予以公开”各类申请人之和为10，与总计777不符。${evil}`,
      cells: row.map((one) => `t3.granted.${one}`),
      stated_nos: [],
    },
    {
      ...checked,
      code: 'NAR-01',
      check: 'NT-101:1',
      severity: 'W',
      verdict: 'broken',
      expected: 91,
      actual: 90,
      message: '称主动公开90条，分项合计91条，差1条。',
      cells: [],
      stated_nos: [1, 2, 3],
    },
    {
      ...checked,
      code: 'NUM-01',
      check: 'ID-301:total',
      severity: 'E',
      verdict: 'kept',
      trivial: true,
      expected: null,
      actual: null,
      message: null,
      cells: ['t3.new_received.total'],
      stated_nos: [],
    },
  )
  for (const { publisher, year, state } of rows.expected)
    if (state === 'missing')
      rows.findings.push({
        report: `${publisher}/${year}/own`,
        revision: null,
        trivial: false,
        code: 'TIM-02',
        check: 'TIM-02',
        severity: 'E',
        verdict: 'broken',
        expected: null,
        actual: null,
        message: `截至最近一次采集，未在登记的栏目查到${year}年度报告。`,
        cells: [],
        stated_nos: [],
      })
  const uncertain = rows.reports.find((one) => one.publisher === '990001105000' && one.year === 2022)
  if (uncertain !== undefined) {
    rows.findings.push({
      report: uncertain.report,
      revision: 1,
      trivial: false,
      code: 'NUM-01',
      check: 'ID-301:total',
      severity: 'E',
      verdict: 'uncertain',
      expected: null,
      actual: null,
      message: '第三部分“总计”有空白单元格，不能断定是否相符。',
      cells: [
        't3.new_received.total',
        't3.carried_in.total',
        't3.results_total.total',
        't3.carried_out.total',
      ],
      stated_nos: [],
    })
    rows.problems.push({
      snapshot: uncertain.snapshot,
      report: uncertain.report,
      revision: 1,
      problem_no: 1,
      code: 'label_damaged',
      severity: 'info',
      detail: `表格项目名称与统一格式不一致：行政事业型收费${evil}`,
      place_start: 10,
    })
  }
  const earlier = rows.facts.find(
    (fact) => fact.report === walkedReport && fact.revision === 1 && fact.cell === 't3.granted.total',
  )
  const later = rows.facts.find(
    (fact) => fact.report === walkedReport && fact.revision === 2 && fact.cell === 't3.granted.total',
  )
  const version = { report: walkedReport, revision: 2, old_revision: 1, section_no: null }
  rows.changes?.push(
    {
      ...version,
      change_no: 1,
      kind: 'figure',
      cell: 't3.granted.total',
      old_text: '3',
      new_text: '777',
      old_value: 3,
      new_value: 777,
      old_state: 'number',
      new_state: 'number',
      old_start: earlier?.place_start ?? null,
      old_end: earlier?.place_end ?? null,
      new_start: later?.place_start ?? null,
      new_end: later?.place_end ?? null,
    },
    {
      ...version,
      change_no: 2,
      kind: 'paragraph',
      cell: null,
      section_no: 1,
      old_text: `本机关认真贯彻落实条例${evil}`,
      new_text: `本机关认真学习、贯彻落实条例${evil}`,
      old_value: null,
      new_value: null,
      old_state: null,
      new_state: null,
      old_start: 300,
      old_end: 320,
      new_start: 300,
      new_end: 323,
    },
  )
  rows.similarities?.push({
    report: walkedReport,
    revision: 2,
    other_report: '990001103000/2022/own',
    other_revision: 1,
    scope: 'neighbour',
    part: 'plan',
    share: 0.75,
    starts: [300],
    ends: [340],
    other_starts: [300],
    other_ends: [340],
  })
  for (const finding of rows.findings)
    if (finding.verdict === 'broken' || finding.verdict === 'uncertain')
      finding.operands = createHash('sha256').update(`${finding.report} ${finding.check}`).digest('hex')
  return { rows, pages }
}
