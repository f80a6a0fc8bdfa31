/** What a workbook cell says, as text: the number itself where the format only rounds it, the shown text where the format says more. */
import { z } from 'zod'

const cellShape = z.object({
  t: z.enum(['b', 'e', 'n', 'd', 's', 'z']),
  v: z.union([z.string(), z.number(), z.boolean(), z.date()]).optional(),
  w: z.string().optional(),
  z: z.union([z.string(), z.number()]).optional(),
  f: z.string().optional(),
})

/** Digits as a reader sees them, without binary dust and without an exponent. */
function plainNumber(value: number): string {
  const text = String(Number(value.toPrecision(15)))
  return text.includes('e')
    ? value.toLocaleString('en-US', { useGrouping: false, maximumFractionDigits: 20 })
    : text
}

/**
 * The text of one cell; '' where it is empty. A formula that was saved without its result is shown as the formula, which is no number;
 * errors, dates and percentages are shown as the sheet shows them.
 */
export function showCell(cell: unknown, isDate: (format: string) => boolean): string {
  const { t, v, w, z: format, f } = cellShape.parse(cell)
  if (v === undefined) return f === undefined ? (w ?? '') : `=${f}`
  if (t === 'n' && typeof v === 'number') {
    const shown = (w ?? '').trim()
    if (typeof format === 'string' && isDate(format)) return shown
    return shown === '' || /^[+-]?[\d,]+(?:\.\d+)?(?:E[+-]?\d+)?$/i.test(shown) || /^#+$/.test(shown)
      ? plainNumber(v)
      : shown
  }
  return (t === 's' || w === undefined ? String(v) : w).replaceAll(/\r\n?/g, '\n').trim()
}
