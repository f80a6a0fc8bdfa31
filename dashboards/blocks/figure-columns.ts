/** The columns of the twins of one figure over publishers and years. Data only. */
import type { Column } from '../view.ts'
import { coverageWord, kindWord, valueStateWord } from '../words.ts'

/** One row a publisher and year, with what was published and what its report states of the figure. */
export const figureColumns: readonly Column[] = [
  { name: 'publisher', label: '单位代码' },
  { name: 'name', label: '单位' },
  { name: 'kind', label: '单位类别', say: kindWord },
  { name: 'year', label: '报告年度' },
  { name: 'coverage', label: '发布情况', say: (state) => coverageWord(state).label },
  { name: 'report', label: '报告' },
  { name: 'edition', label: '表式' },
  { name: 'cell', label: '指标代码' },
  { name: 'value', label: '数值' },
  { name: 'state', label: '数值状态', say: valueStateWord },
  { name: 'raw', label: '原文' },
]
