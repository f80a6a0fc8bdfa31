/** What every step of the chain works with: a workspace, its settings and the world. */
import type { Effects } from './effects.ts'
import type { Settings } from './settings.ts'
import type { Workspace } from './workspace.ts'

export interface Context {
  workspace: Workspace
  settings: Settings
  effects: Effects
  /** When the command must end; what is left is for the next one. Absent where it may take as long as it takes. */
  deadline?: Date | undefined
  /** True where nothing outside this machine may be spoken to. */
  offline?: boolean
}
