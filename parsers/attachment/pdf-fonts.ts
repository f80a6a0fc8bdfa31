/** What the PDF library knows of a font, as far as widths need it. */
import { z } from 'zod'

const font = z.object({ fontMatrix: z.array(z.number()).optional() })

/** Width of one unit of a font's own scale, as a part of the type's size; fonts that say nothing count in thousandths. */
export function fontScaleOf(found: unknown): number {
  const known = font.safeParse(found)
  const scale = known.success ? known.data.fontMatrix?.[0] : undefined
  return scale === undefined || scale === 0 ? 0.001 : scale
}
