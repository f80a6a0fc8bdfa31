/** The catalogue of findings as rows of the warehouse, so that the dashboard says what each code compares and why. Pure. */
import type { CodeRow } from '../warehouse/rows.ts'
import { rules } from './audit/catalogue.ts'

/** One row a code; several rules may share a code, the first one names it. */
export function codeRows(): CodeRow[] {
  const rows = new Map<string, CodeRow>()
  for (const { code, title, basis, severity } of rules)
    if (!rows.has(code)) rows.set(code, { code, title, basis, severity })
  return [...rows.values()]
}
