/** Events as auditors send them. */
import { digestOperands } from '../../pipeline/audit/decision-operands.ts'
import type { Checked } from '../../pipeline/audit/decisions.ts'
import type { DecisionEvent } from '../../warehouse/decisions.ts'

/** A check that somebody decides about. */
export const check: Checked = {
  report: '310000000001/2019/own',
  code: 'NUM-03',
  check: 'ID-303:granted',
  operands: digestOperands([{ name: 't3.granted.total', raw: '6' }]),
}
/** Who and when. */
export const told = (id: string): { id: string; at: string; by: string } => ({
  id,
  at: '2025-02-12T08:00:00.000Z',
  by: '王审计',
})
/** Dismisses a check. */
export const dismiss = (id: string, on: Checked = check): DecisionEvent => ({
  kind: 'dismiss',
  ...told(id),
  ...on,
  reason: '已更正',
})
/** Confirms a check. */
export const confirm = (id: string, on: Checked = check): DecisionEvent => ({
  kind: 'confirm',
  ...told(id),
  ...on,
})
/** Takes an event back. */
export const undo = (id: string, undoes: string): DecisionEvent => ({ kind: 'undo', ...told(id), undoes })
