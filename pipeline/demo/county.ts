/** The made-up county of the sample: its sites, its publishers, its years. No such county exists; codes beginning with 99 are given to nobody. */

/** The three sites of the county, by the name that this sample gives them. */
export type HostName = 'portal' | 'towns' | 'villages'

/** One site: what it is called, which product runs it and in which charset it writes. */
export interface DemoHost {
  host: HostName
  siteName: string
  shell: 'vsb' | 'word' | 'div'
  charset: 'utf-8' | 'gb18030'
  /** What its pages declare. */
  declared: string
}

/** One column that lists reports; `publisher` where the column belongs to one unit, whose titles then leave the name out. */
export interface DemoColumn {
  column: string
  host: HostName
  name: string
  /** Path of its first list page. */
  path: string
  pageSize: number
  publisher: string | null
}

export interface DemoPublisher {
  code: string
  name: string
  kind: 'government' | 'office' | 'department' | 'subdistrict' | 'township'
  /** How the unit speaks of itself. */
  self: string
  column: string
  /** How many requests and decisions it sees, against the smallest. */
  scale: number
}

export const county = { code: '990001', name: '云岭县', years: [2019, 2020, 2021, 2022, 2023, 2024] } as const

export const hosts: readonly DemoHost[] = [
  { host: 'portal', siteName: '云岭县人民政府网', shell: 'vsb', charset: 'utf-8', declared: 'utf-8' },
  { host: 'towns', siteName: '云岭县乡镇信息公开网', shell: 'word', charset: 'gb18030', declared: 'gb2312' },
  { host: 'villages', siteName: '云岭县基层政务公开平台', shell: 'div', charset: 'utf-8', declared: 'utf-8' },
]

export const columns: readonly DemoColumn[] = [
  {
    column: 'county',
    host: 'portal',
    name: '政府信息公开年报',
    path: '/zwgk/zfxxgknb.htm',
    pageSize: 15,
    publisher: null,
  },
  {
    column: 'baihe',
    host: 'portal',
    name: '白鹤乡政府信息公开年报',
    path: '/xzjd/bhx/nb.htm',
    pageSize: 15,
    publisher: '990001200000',
  },
  {
    column: 'towns',
    host: 'towns',
    name: '各镇年度报告',
    path: '/ndbg/index.html',
    pageSize: 10,
    publisher: null,
  },
  {
    column: 'villages',
    host: 'villages',
    name: '年度报告',
    path: '/zwgk/ndbg/',
    pageSize: 8,
    publisher: null,
  },
]

export const publishers: readonly DemoPublisher[] = [
  {
    code: '990001000000',
    name: '云岭县人民政府',
    kind: 'government',
    self: '全县',
    column: 'county',
    scale: 0,
  },
  {
    code: '990001901000',
    name: '云岭县人民政府办公室',
    kind: 'office',
    self: '我办',
    column: 'county',
    scale: 8,
  },
  {
    code: '990001902000',
    name: '云岭县自然资源局',
    kind: 'department',
    self: '我局',
    column: 'county',
    scale: 12,
  },
  {
    code: '990001903000',
    name: '云岭县教育局',
    kind: 'department',
    self: '我局',
    column: 'county',
    scale: 6,
  },
  {
    code: '990001001000',
    name: '望云街道办事处',
    kind: 'subdistrict',
    self: '我街道',
    column: 'county',
    scale: 4,
  },
  {
    code: '990001002000',
    name: '松溪街道办事处',
    kind: 'subdistrict',
    self: '我街道',
    column: 'county',
    scale: 3,
  },
  {
    code: '990001100000',
    name: '石门镇',
    kind: 'township',
    self: '我镇',
    column: 'towns',
    scale: 4,
  },
  {
    code: '990001101000',
    name: '青杨镇',
    kind: 'township',
    self: '我镇',
    column: 'towns',
    scale: 3,
  },
  {
    code: '990001102000',
    name: '柳泉镇',
    kind: 'township',
    self: '我镇',
    column: 'towns',
    scale: 2,
  },
  {
    code: '990001200000',
    name: '白鹤乡',
    kind: 'township',
    self: '我乡',
    column: 'baihe',
    scale: 2,
  },
  {
    code: '990001201000',
    name: '三岔乡',
    kind: 'township',
    self: '我乡',
    column: 'villages',
    scale: 1,
  },
  {
    code: '990001202000',
    name: '南坪乡',
    kind: 'township',
    self: '我乡',
    column: 'villages',
    scale: 1,
  },
]

/** Looks a row up by a key. Throws where the sample's own data name something that is not in it. */
function find<T>(list: readonly T[], is: (item: T) => boolean, what: string): T {
  const found = list.find(is)
  if (found === undefined) throw new Error(`demo county: no ${what}`)
  return found
}

/** The column of that name. */
export const columnOf = (name: string): DemoColumn =>
  find(columns, (one) => one.column === name, `column ${name}`)
/** The site of that name. */
export const hostOf = (name: HostName): DemoHost => find(hosts, (one) => one.host === name, `host ${name}`)
