/** stub */
import type { Parsed } from '../problem.ts'
/** stub */
export async function renderPdf(_bytes: Uint8Array): Promise<Parsed<string | null>> {
  return { value: null, problems: [] }
}
