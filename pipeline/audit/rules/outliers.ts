/** Figures out of scale among units of the same kind: a question, never a reproach. */
import type { CellId } from '../../../parsers/codebook/codebook.ts'
import { headlines } from '../headlines.ts'
import { distanceOf, scaleOf, type PeerScale } from '../peers.ts'
import type { Rule } from '../rule.ts'
import { countyRule } from '../shapes/county.ts'
import type { ReportSubject } from '../subject.ts'
import { broken, kept, notApplicable, type Judgement } from '../verdicts.ts'
import { say } from '../wording.ts'
import { nameOfCell } from '../words.ts'

function judgeAmong(on: ReportSubject, scale: PeerScale | null, cell: CellId): Judgement | null {
  const value = on.panel.get(cell)?.value ?? null
  if (value === null) return null
  const { limits } = on.policy
  const base = { of: cell, cells: [cell] }
  if (scale === null) return { ...notApplicable(`同类单位的非零数据不足${limits.peers}个`), ...base }
  const far = distanceOf(value, scale) > limits.outlier_z && value >= limits.outlier_ratio * scale.median
  return far
    ? {
        ...broken(
          say('NUM-11', { cell: nameOfCell(cell), value, median: scale.median }),
          scale.median,
          value,
        ),
        ...base,
      }
    : { ...kept(value === 0), ...base }
}

const peers = (values: readonly number[]) =>
  values.map((value, index) => ({
    publisher: { code: `99000110${index + 1}000`, name: `第${index + 1}镇`, kind: 'township' as const },
    editions: { t3: '2021' as const },
    cells: { 't3.new_received.total': value },
  }))

export const rules: readonly Rule[] = [
  countyRule({
    code: 'NUM-11',
    severity: 'I',
    title: '主要数据与同县同类单位在同一数量级',
    basis: '同类单位非零数据的中位数与绝对中位差；不足五个不比较',
    judge: ({ reports, policy }) => {
      const byKind = new Map<string, ReportSubject[]>()
      for (const one of reports)
        if (one.publisher !== null)
          byKind.set(one.publisher.kind, [...(byKind.get(one.publisher.kind) ?? []), one])
      return [...byKind.values()].flatMap((group) =>
        group.length === 1
          ? []
          : headlines.flatMap((cell) => {
              const values = group.flatMap((peer) => peer.panel.get(cell)?.value ?? [])
              const scale = scaleOf(values, policy.limits.peers)
              return group.flatMap((on) => {
                const said = judgeAmong(on, scale, cell)
                return said === null ? [] : [{ on, said }]
              })
            }),
      )
    },
    examples: [
      {
        name: '与他镇相近',
        editions: { t3: '2021' },
        cells: { 't3.new_received.total': 6 },
        others: peers([3, 4, 5, 6, 8]),
        expect: { check: 'NUM-11:t3.new_received.total', verdict: 'kept' },
      },
      {
        name: '五百件，他镇不过数件',
        editions: { t3: '2021' },
        cells: { 't3.new_received.total': 500 },
        others: peers([3, 4, 5, 6, 8]),
        expect: { check: 'NUM-11:t3.new_received.total', verdict: 'broken' },
      },
      {
        name: '他镇多为零，不足比较',
        editions: { t3: '2021' },
        cells: { 't3.new_received.total': 500 },
        others: peers([0, 0, 0, 6, 8]),
        expect: { check: 'NUM-11:t3.new_received.total', verdict: 'not_applicable' },
      },
    ],
  }),
]
