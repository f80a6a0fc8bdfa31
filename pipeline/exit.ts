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

/** Error codes of the system that mean that the machine has run out of something. */
export function isExhaustion(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    (error.code === 'ENOSPC' || error.code === 'EDQUOT' || error.code === 'ENOMEM')
  )
}
