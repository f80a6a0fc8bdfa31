/** The digest in words: sections of short lines, for Markdown, HTML and chat alike. Pure. */
import { exitWord } from '../../dashboards/status-words.ts'
import { coverageWord } from '../../dashboards/words.ts'
import { sayHalted } from '../halted-site.ts'
import { splitTroubles, type Digest } from './digest.ts'
import type { Trouble } from './troubles.ts'

/** One part of the digest. */
export interface DigestSection {
  title: string
  lines: readonly string[]
}

const mostLines = 15
/** Begins a line that says more of the one above it. */
const under = '　'

/** A UTC ISO time by the clock of China: 2025-02-13 02:00. */
export function sayTime(iso: string): string {
  return new Date(Date.parse(iso) + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')
}

function sayTrouble({ side, site, what, where, count, examples, remedy }: Trouble): string {
  const place = [site, where].filter((word) => word !== null && word !== '').join(' ')
  const example = examples[0] === undefined ? '' : `；例：${examples[0]}`
  return `〔${side === 'ours' ? '我方' : '网站方'}〕${what}${count > 1 ? ` ${count} 处` : ''}${place === '' ? '' : `：${place}`}${example}。→ ${remedy}`
}

const sayKnown = (trouble: Trouble): string =>
  `〔${trouble.side === 'ours' ? '我方' : '网站方'}〕${trouble.what}${trouble.count > 1 ? ` ${trouble.count} 处` : ''}：${[trouble.site, trouble.where].filter((word) => word !== null && word !== '').join(' ')}（第 ${trouble.nights} 夜，自 ${sayTime(trouble.since).slice(0, 10)}）`

function cut(lines: readonly string[]): string[] {
  return lines.length <= mostLines
    ? [...lines]
    : [...lines.slice(0, mostLines), `……另有 ${lines.length - mostLines} 条，见 digest.json`]
}

function saySites({ all, crawled, whole, reached }: Digest['sites']): string {
  const seen = `看全 ${whole}/${all} 个站点`
  if (reached.length === 0) return crawled === 0 ? '没有采集' : seen
  const stored = reached.reduce((sum, site) => sum + site.stored, 0)
  return `${seen}，${reached.length} 个采集到时限为止（新存 ${stored} 页，下次接着采）`
}

/** The one line to read where there is time for one only. */
export function headline(digest: Digest): string {
  const { exit, published, sites, troubles, error } = digest
  const word = exitWord(exit)
  const { fresh } = splitTroubles(troubles)
  const ours = fresh.filter(({ side }) => side === 'ours').length
  const data =
    published.refused.length > 0 || error !== null
      ? '仍用上一版数据'
      : published.changed
        ? '已发布新数据'
        : '数据没有变化'
  const news =
    fresh.length === 0
      ? troubles.length === 0
        ? '运行没有问题'
        : `没有新问题，${troubles.length} 项仍未解决`
      : `新问题 ${fresh.length} 项（我方 ${ours}，网站方 ${fresh.length - ours}）`
  return `${word.glyph} ${word.label}：${data}；${saySites(sites)}；${news}`
}

function sayExpected({ expected }: Digest): string[] {
  if (expected.snapshot === null) return ['还没有发布过数据。']
  const states = Object.entries(expected.states)
    .toSorted(([, a], [, b]) => b - a)
    .map(([state, count]) => `${coverageWord(state).label} ${count}`)
  return [
    `应发布 ${expected.total} 份 ＝ ${states.join(' ＋ ')}`,
    ...(expected.not_seen > 0 ? [`其中 ${expected.not_seen} 份本次没有见到，所存数据继续有效`] : []),
    `读出报告 ${expected.reports} 份，指标 ${expected.figures} 个；不符 ${expected.broken} 处，存疑 ${expected.uncertain} 处`,
  ]
}

function sayNews({ news, published }: Digest): string[] {
  const changed = news.source_changed + news.read_differently
  const unlisted = news.figures.length === 0 ? 0 : changed - news.figures.length
  const kept = published.refused.length > 0 ? '（没有发布）' : ''
  return [
    ...news.states.map(
      ({ name, year, from, to }) =>
        `${name} ${year}：${from === null ? '新列入' : coverageWord(from).label} → ${coverageWord(to).label}`,
    ),
    ...news.edits,
    ...(news.source_changed > 0
      ? [`网页有改动，${news.source_changed} 个指标与上一版不同${kept}；再见到一次才作为改动上报`]
      : []),
    ...(news.read_differently > 0
      ? [`程序读法改变，${news.read_differently} 个指标与上一版不同${kept}；原文没有变`]
      : []),
    ...news.figures.map((words) => `${under}${words}`),
    ...(unlisted > 0 ? [`${under}……另有 ${unlisted} 个，见 gouji diff`] : []),
  ]
}

function sayReached({ halted, reached }: Digest['sites']): string {
  return halted
    .map((code) => {
      const far = reached.find(({ site }) => site === code)
      return far === undefined ? code : `${code}（${sayHalted(far)}）`
    })
    .join('、')
}

/** All sections that have something to say, the most urgent first. */
export function digestSections(digest: Digest): DigestSection[] {
  const { fresh, known } = splitTroubles(digest.troubles)
  const minutes = Math.max(0, Date.parse(digest.ended_at) - Date.parse(digest.started_at)) / 60_000
  const sections: DigestSection[] = [
    {
      title: '没有发布',
      lines: [
        ...digest.published.refused,
        ...(digest.error === null ? [] : [digest.error.split('\n')[0] ?? '']),
      ],
    },
    { title: '新问题', lines: fresh.map(sayTrouble) },
    { title: '应发布与已发布', lines: sayExpected(digest) },
    { title: '变化', lines: sayNews(digest) },
    { title: '仍未解决', lines: known.toSorted((a, b) => b.nights - a.nights).map(sayKnown) },
    { title: '已恢复', lines: digest.mended.map(sayKnown) },
    {
      title: '运行',
      lines: [
        `${digest.run}（${digest.command}）　${sayTime(digest.started_at)} 至 ${sayTime(digest.ended_at).slice(11)}（北京时间），${minutes.toFixed(minutes < 10 ? 1 : 0)} 分钟`,
        `请求 ${digest.requests} 次，新存 ${digest.stored} 页，读取 ${digest.pages_read} 页；结束码 ${digest.code}`,
        ...(digest.sites.halted.length > 0 ? [`未采完：${sayReached(digest.sites)}`] : []),
        ...(digest.last_success_at === null
          ? ['还没有成功过']
          : [`最近一次成功：${sayTime(digest.last_success_at)}`]),
      ],
    },
  ]
  return sections
    .filter(({ lines }) => lines.length > 0)
    .map(({ title, lines }) => ({ title, lines: cut(lines) }))
}

/** Characters that Markdown would take for its own. */
const plain = (text: string): string => text.replaceAll(/([\\`*_[\]<>|#])/g, '\\$1')

/** The digest as Markdown. */
export function digestMarkdown(digest: Digest): string {
  const sections = digestSections(digest).flatMap(({ title, lines }) => [
    `## ${title}`,
    '',
    ...lines.map((line) => (line.startsWith(under) ? `  - ${plain(line.slice(1))}` : `- ${plain(line)}`)),
    '',
  ])
  return [`# ${plain(headline(digest))}`, '', ...sections].join('\n')
}

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

const style =
  'body{font:15px/1.6 "Noto Sans SC","Microsoft YaHei","PingFang SC",sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#1b1b1b;overflow-wrap:anywhere}h1{font-size:1.2rem}h2{font-size:1rem;border-bottom:1px solid #bbb;margin:1.4rem 0 .4rem}ul{margin:.3rem 0;padding-left:1.2rem}.under{margin-left:1.2rem;list-style:circle}'

const sayItem = (line: string): string =>
  line.startsWith(under) ? `<li class="under">${escape(line.slice(1))}</li>` : `<li>${escape(line)}</li>`

/** The digest as one HTML page without scripts or outside requests. */
export function digestPage(digest: Digest): string {
  const title = escape(headline(digest))
  const body = digestSections(digest)
    .map(
      (section) => `<h2>${escape(section.title)}</h2>\n<ul>\n${section.lines.map(sayItem).join('\n')}\n</ul>`,
    )
    .join('\n')
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${title}</title>
<style>${style}</style>
</head>
<body>
<h1>${title}</h1>
${body}
</body>
</html>
`
}
