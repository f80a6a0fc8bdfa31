/** How a command ends: the closed list of exit codes, and the exception that asks for one. */
export const exitCodes = {
  complete: 0,
  bug: 1,
  usage: 2,
  partial: 3,
  refused: 4,
  unverified: 5,
  exhausted: 6,
  deadline: 7,
  busy: 75,
  interrupted: 130,
  terminated: 143,
} as const
export type ExitName = keyof typeof exitCodes

/** Ends a command for a reason that the person at the terminal can mend; printed without a stack trace. */
export class Stop extends Error {
  readonly exit: ExitName
  constructor(exit: ExitName, message: string) {
    super(message)
    this.name = 'Stop'
    this.exit = exit
  }
}

const codeOf = (error: Error): string => ('code' in error ? String(error.code) : '')

/** Whether an error means that the machine has run out of disk or memory; the database says so in words only. */
export function isExhaustion(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (/^(?:ENOSPC|EDQUOT|ENOMEM)$/.test(codeOf(error))) return true
  if (/No space left on device|^Out of Memory Error/.test(error.message)) return true
  return isExhaustion(error.cause)
}

/** Whether an error means that something may not be written. */
export function isForbidden(error: unknown): boolean {
  return error instanceof Error && /^(?:EROFS|EACCES|EPERM)$/.test(codeOf(error))
}

/** What stands where something else is to be written, in words; null where that is not what is wrong. */
export function sayMisplaced(error: unknown): string | null {
  if (!(error instanceof Error) || !('path' in error)) return null
  const words: Readonly<Record<string, string>> = {
    EISDIR: '是文件夹，不能当作文件写入',
    ENOTDIR: '的上级是文件，不是文件夹',
    EEXIST: '已经存在，不是文件夹',
  }
  const said = words[codeOf(error)]
  return said === undefined ? null : `${String(error.path)} ${said}。请换一个位置。`
}
