/** Made-up records that are kept beside the warehouse: two runs, what the sources answered, and one decision. */
import type { Recall } from '../../dashboards/server.ts'
import { walkedReport } from './seed.ts'

const run = {
  run: '2023-02-02T182044Z',
  command: 'night',
  started_at: '2023-02-02T18:20:44.000Z',
  ended_at: '2023-02-02T18:25:44.000Z',
  exit: 'partial',
  requests: 82,
  stored: 1,
  reports: 31,
  facts: 6200,
  broken: 2,
  uncertain: 1,
  changed: true,
  snapshot: 'f'.repeat(64),
  error: null,
  refused: null,
}

const source = {
  site: '990001',
  started_at: run.started_at,
  ended_at: run.ended_at,
  url: 'https://www.yunling.example/zwgk/nb.htm',
  publisher: null,
  state: 'incomplete',
  detail: '栏目自称 52 条，看到 15 条',
  list_pages: 2,
  found: 15,
  total: 52,
  site_requests: 82,
  site_stored: 1,
  site_troubles: ['石门镇 2020 年报告：没有应答'],
}

const decision = {
  event: 'd-1',
  kind: 'comment',
  decided_at: '2023-02-03T01:00:00.000Z',
  decided_by: '王审计',
  report: walkedReport,
  code: 'NUM-03',
  check: 'ID-303:t3.granted',
  operands: null,
  cell: null,
  value: null,
  reason: '已电话询问',
  undoes: null,
}

/** Records for a test; `hostile` stands in every text. */
export function seedRecords(hostile = ''): Recall {
  return (name) =>
    Promise.resolve(
      name === 'runs'
        ? [run, { ...run, run: 'older', exit: 'bug', error: `TypeError${hostile}` }]
        : name === 'sources'
          ? [{ ...source, detail: `${source.detail}${hostile}`, site_troubles: [`报告${hostile}`] }]
          : [{ ...decision, decided_by: `王审计${hostile}`, reason: `已电话询问${hostile}` }],
    )
}
