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
