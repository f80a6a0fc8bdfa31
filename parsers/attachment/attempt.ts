/** Libraries throw on broken documents; a broken document is the world's fault and becomes a value here. */
import { problem, type Parsed } from '../problem.ts'

const named = (error: Error): 'document_encrypted' | 'too_deep' | 'document_damaged' =>
  /password|encrypt/i.test(`${error.name} ${error.message}`)
    ? 'document_encrypted'
    : error instanceof RangeError && /call stack/i.test(error.message)
      ? 'too_deep'
      : 'document_damaged'

/** Runs a library over a document; what it throws becomes a problem: encrypted, nested too deep, or damaged. */
export async function attempt<T>(work: () => Promise<T>): Promise<Parsed<T | null>> {
  try {
    return { value: await work(), problems: [] }
  } catch (error) {
    if (!(error instanceof Error)) throw error
    const code = named(error)
    return {
      value: null,
      problems: [problem(code, code === 'document_damaged' ? error.message.slice(0, 120) : '')],
    }
  }
}
