/** The seal of an archive: how long its files were when it was last closed, so that bytes missing from an end are noticed. Pure. */
import { hash } from 'node:crypto'
import { z } from 'zod'

/** Sizes in bytes at the last closing. */
export interface Seal {
  index_bytes: number
  /** By file name. */
  warcs: Readonly<Record<string, number>>
}

const sealSchema = z.strictObject({
  index_bytes: z.int().min(0),
  warcs: z.record(z.string(), z.int().min(0)),
})

/** A short digest that every line of the archive's own files carries. */
function checkOf(text: string): string {
  return hash('sha256', text, 'hex').slice(0, 16)
}

/** How long a signature is: `,"check":"` with sixteen digits and `"}`. */
const signatureLength = 28
const signature = /^,"check":"([0-9a-f]{16})"\}$/

/** A JSON object as one line, with a digest of its own text as last member. */
export function signLine(value: object): string {
  const text = JSON.stringify(value)
  return `${text.slice(0, -1)},"check":"${checkOf(text)}"}`
}

/** The text that was signed; the line itself where it carries no digest, as in the first archives; null where the digest is another. */
export function checkLine(line: string): string | null {
  const found = signature.exec(line.slice(-signatureLength))
  if (found === null) return line
  const text = `${line.slice(0, -signatureLength)}}`
  return checkOf(text) === found[1] ? text : null
}

/** Reads a seal; null where it is damaged. */
export function readSeal(file: string): Seal | null {
  const line = file.endsWith('\n') ? file.slice(0, -1) : ''
  const text = signature.test(line.slice(-signatureLength)) ? checkLine(line) : null
  if (text === null) return null
  try {
    const parsed = sealSchema.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data : null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

/** What became shorter since the seal was set, in plain Chinese. Longer is no fault: a killed process sets no seal. */
export function judgeSeal(seal: Seal, now: Seal): string[] {
  const faults = Object.entries(seal.warcs).flatMap(([file, bytes]) => {
    const size = now.warcs[file]
    if (size === undefined) return [`${file} 不见了（应有 ${bytes} 字节），请从备份恢复`]
    return size < bytes ? [`${file} 比上次关闭时少 ${bytes - size} 字节，请从备份恢复`] : []
  })
  const missing = seal.index_bytes - now.index_bytes
  return missing > 0 ? [...faults, `索引比上次关闭时少 ${missing} 字节，请从备份恢复`] : faults
}
