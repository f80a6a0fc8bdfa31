/** Libraries throw on broken documents, some of them bare strings; a broken document is the world's fault and becomes a value here. */
import { ZodError } from 'zod'
import { problem, type Parsed, type Problem } from '../problem.ts'

function name(error: unknown): Problem {
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  if (/password|encrypt/i.test(message)) return problem('document_encrypted', '')
  if (error instanceof RangeError && /call stack/i.test(message)) return problem('too_deep', '')
  return problem('document_damaged', error instanceof ZodError ? '内部数值不合格式' : message.slice(0, 120))
}

/** Runs a library over a document; what it throws becomes a problem: encrypted, nested too deep, or damaged. */
export async function attempt<T>(work: () => Promise<T>): Promise<Parsed<T | null>> {
  try {
    return { value: await work(), problems: [] }
  } catch (error) {
    return { value: null, problems: [name(error)] }
  }
}
