/** The figures by which a report is compared with others at first sight. */
import type { CellId } from '../../parsers/codebook/codebook.ts'

/** The headline figures of a report. */
export const headlines: readonly CellId[] = [
  't2.normative_docs.issued',
  't2.normative_docs.in_force',
  't2.licensing.decisions',
  't2.penalty.decisions',
  't2.coercion.decisions',
  't2.admin_fees.amount_wan_yuan',
  't3.new_received.total',
  't3.carried_out.total',
  't3.results_total.total',
  't4.reconsideration.total',
]
