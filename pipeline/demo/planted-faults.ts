/** What is wrong in the sample county on purpose: a row a fault, so that the end of the tour can say what was planted and found. */
import type { CellId } from '../../parsers/codebook/codebook.ts'

/** What is done to the one report. */
type Change =
  | { kind: 'use_edition'; edition: '2019' | '2021' }
  /** Every cell of a row of table three is printed empty. */
  | { kind: 'blank_row'; row: string }
  /** The cell prints this much more than the truth. */
  | { kind: 'add_to_cell'; cell: CellId; amount: number }
  /** The sentence states this much more than its items come to. */
  | { kind: 'add_to_stated_total'; amount: number }
  | { kind: 'tables_as_images' }
  | { kind: 'publish_on'; date: string }
  | { kind: 'leave_out' }

/** Where the fault must show: codes of the audit's catalogue, a state of the coverage, or a changed figure. */
interface Expected {
  findings: readonly string[]
  state: string | null
  changed_cell: CellId | null
}

export interface PlantedFault {
  fault: string
  publisher: string
  year: number
  /** The nights on which the portal shows it. */
  nights: readonly (1 | 2)[]
  change: Change
  /** One Chinese sentence for the reader of the tour. */
  description: string
  expected: Expected
}

const nothing: Expected = { findings: [], state: null, changed_cell: null }
const both = [1, 2] as const

export const plantedFaults: readonly PlantedFault[] = [
  {
    fault: 'old_form',
    publisher: '990001102000',
    year: 2022,
    nights: both,
    change: { kind: 'use_edition', edition: '2019' },
    description: '柳泉镇2022年度报告仍用2019版表格。',
    expected: { ...nothing, findings: ['FMT-01'] },
  },
  {
    fault: 'blank_row',
    publisher: '990001101000',
    year: 2021,
    nights: both,
    change: { kind: 'blank_row', row: 'rejected_publication' },
    description: '青杨镇2021年度报告第三部分“要求提供公开出版物”一行全部空白。',
    expected: { ...nothing, findings: ['NUM-09'] },
  },
  {
    fault: 'wrong_sum',
    publisher: '990001100000',
    year: 2023,
    nights: both,
    change: { kind: 'add_to_cell', cell: 't3.granted.total', amount: 2 },
    description: '石门镇2023年度报告第三部分“予以公开”总计比各类申请人之和多2件。',
    expected: { ...nothing, findings: ['NUM-02', 'NUM-03'] },
  },
  {
    fault: 'list_does_not_add_up',
    publisher: '990001200000',
    year: 2022,
    nights: both,
    change: { kind: 'add_to_stated_total', amount: 4 },
    description: '白鹤乡2022年度报告正文主动公开总数比分项合计多4条。',
    expected: { ...nothing, findings: ['NAR-01'] },
  },
  {
    fault: 'tables_as_images',
    publisher: '990001202000',
    year: 2020,
    nights: both,
    change: { kind: 'tables_as_images' },
    description: '南坪乡2020年度报告的三张表格为图片。',
    expected: { ...nothing, findings: ['FMT-04', 'PAG-01'], state: 'image_only' },
  },
  {
    fault: 'late',
    publisher: '990001201000',
    year: 2021,
    nights: both,
    change: { kind: 'publish_on', date: '2022-02-21' },
    description: '三岔乡2021年度报告于2022年2月21日发布，晚于1月31日。',
    expected: { ...nothing, findings: ['TIM-01'], state: 'late' },
  },
  {
    fault: 'missing',
    publisher: '990001002000',
    year: 2020,
    nights: both,
    change: { kind: 'leave_out' },
    description: '松溪街道办事处2020年度报告未发布。',
    expected: { ...nothing, findings: ['TIM-02'], state: 'missing' },
  },
  {
    fault: 'edited_later',
    publisher: '990001001000',
    year: 2024,
    nights: [1],
    change: { kind: 'add_to_cell', cell: 't2.licensing.decisions', amount: 90 },
    description: '望云街道办事处2024年度报告的行政许可处理决定数量在两夜之间被改动。',
    expected: { ...nothing, changed_cell: 't2.licensing.decisions' },
  },
]
