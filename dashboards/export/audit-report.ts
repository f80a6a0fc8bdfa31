/** The audit report for a meeting: what was owed, what does not agree, what is uncertain, what could not be read. Pure. */
import { html } from 'hono/html'
import { writeNumber } from '../figure.ts'
import { gather } from '../group.ts'
import type { Html } from '../view.ts'
import { decisionWord } from '../status-words.ts'
import { coverageStates, coverageWord, severityWord } from '../words.ts'
import type { PaperCoverage, PaperFinding, PaperProblem } from './paper-rows.ts'

/** What the report is drawn from. */
export interface AuditSubject {
  title: string
  coverage: readonly PaperCoverage[]
  findings: readonly PaperFinding[]
  problems: readonly PaperProblem[]
}

/** Says where a finding stands in the archive. */
export function drawSource(finding: PaperFinding): Html {
  const { snapshot, fetched_at, url } = finding
  if (snapshot === null || fetched_at === null || url === null)
    return html`<p class="source">报告未查到，没有存档页面</p>`
  const place = finding.place_start === null ? '' : `，字符 ${finding.place_start}–${finding.place_end}`
  return html`<p class="source">
    存档 <code>${snapshot.slice(0, 16)}</code>${place}；采集于 ${fetched_at.slice(0, 10)}；${url}
  </p>`
}

/** Says what was expected and what is stated; nothing where no two figures are compared. */
export function drawPair({ expected, actual }: PaperFinding): Html {
  return expected === null || actual === null
    ? html`—`
    : html`应为 ${writeNumber(expected)}<br />报告为 ${writeNumber(actual)}`
}

function drawDecision({ decision, decided_by, decision_reason }: PaperFinding): Html {
  if (decision === null) return html``
  return html`<p class="source">
    审计结论：${decisionWord(decision).label}（${decided_by}）${decision_reason === null ? '' : `，${decision_reason}`}
  </p>`
}

function drawTable(findings: readonly PaperFinding[]): Html {
  return html`<table>
    <thead>
      <tr>
        <th class="narrow">程度</th>
        <th>表述与出处</th>
        <th class="narrow">比对</th>
        <th>核对内容与依据</th>
      </tr>
    </thead>
    <tbody>
      ${findings.map(
        (one) =>
          html`<tr>
            <td class="narrow">${severityWord(one.severity).label}</td>
            <td>${one.message ?? one.title ?? one.check}${drawSource(one)}${drawDecision(one)}</td>
            <td class="number">${drawPair(one)}</td>
            <td>
              ${one.title ?? ''} <small>${one.code}${one.basis === null ? '' : `；${one.basis}`}</small>
            </td>
          </tr>`,
      )}
    </tbody>
  </table>`
}

function drawByPublisher(findings: readonly PaperFinding[], none: string): Html {
  if (findings.length === 0) return html`<p>${none}</p>`
  const groups = gather(findings, (one) => `${one.name} ${one.year} 年`)
  return html`${[...groups].map(
    ([name, own]) =>
      html`<h3>${name}（${own.length} 项）</h3>
        ${drawTable(own)}`,
  )}`
}

function drawCoverage(coverage: readonly PaperCoverage[]): Html {
  const counts = gather(coverage, (one) => one.state)
  const late = coverage.filter((one) => !['on_time', 'not_due'].includes(one.state))
  return html`<p>
      应发布 ${coverage.length} 份。
      ${coverageStates
        .filter((state) => counts.has(state))
        .map((state) => html`${coverageWord(state).label} ${counts.get(state)?.length ?? 0} 份；`)}
    </p>
    ${
      late.length === 0
        ? html`<p>没有迟发、未查到或未能读取的报告。</p>`
        : html`<table>
            <thead>
              <tr>
                <th>单位</th>
                <th>年度</th>
                <th>情况</th>
                <th>规定时限</th>
                <th>发布日期</th>
                <th>说明</th>
              </tr>
            </thead>
            <tbody>
              ${late.map(
                (one) =>
                  html`<tr>
                    <td>${one.name}</td>
                    <td class="narrow">${one.year}</td>
                    <td class="narrow">${coverageWord(one.state).label}</td>
                    <td class="narrow">${one.due_date ?? '—'}</td>
                    <td class="narrow">${one.published_date ?? '—'}</td>
                    <td>${one.detail ?? ''}</td>
                  </tr>`,
              )}
            </tbody>
          </table>`
    }`
}

/** Draws the body of the report. */
export function drawAuditReport({ title, coverage, findings, problems }: AuditSubject): Html {
  const standing = findings.filter((one) => one.decision !== 'dismiss')
  const broken = standing.filter((one) => one.verdict === 'broken' && one.severity !== 'I')
  const slight = standing.filter((one) => one.verdict === 'broken' && one.severity === 'I')
  const uncertain = standing.filter((one) => one.verdict === 'uncertain')
  const dismissed = findings.length - standing.length
  return html`<h1>${title}</h1>
    <p class="under">政府信息公开工作年度报告核对情况</p>
    <h2>一、发布情况</h2>
    ${drawCoverage(coverage)}
    <h2>二、数据不符（${broken.length} 项）</h2>
    ${drawByPublisher(broken, '能够核对的关系中没有不符的。')}
    <h2>三、存疑（${uncertain.length} 项）</h2>
    <p>有空白、近似数或未知日期，不能断定，供核实。</p>
    ${drawByPublisher(uncertain, '没有存疑的核对。')}
    <h2>四、提示（${slight.length} 项）</h2>
    ${drawByPublisher(slight, '没有提示。')}
    <h2>五、未能读取之处（${problems.length} 条）</h2>
    <p>这些是读取的问题，不作为对单位的审计发现。</p>
    ${
      problems.length === 0
        ? ''
        : html`<table>
            <tbody>
              ${problems.map(
                (one) =>
                  html`<tr>
                    <td class="narrow">${one.name} ${one.year}</td>
                    <td>${one.detail} <code>${one.snapshot.slice(0, 16)}</code></td>
                  </tr>`,
              )}
            </tbody>
          </table>`
    }
    ${dismissed === 0 ? '' : html`<p>另有 ${dismissed} 项经审计人员排除，未列入。</p>`}
    <div class="sign">
      <p>核对人：</p>
      <p>日期：</p>
    </div>`
}
