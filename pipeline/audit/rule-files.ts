/** The files of rules/, found by looking into the folder; in the compiled copy they are named one by one in place of this (pipeline/compile.mjs). */
import { readdirSync } from 'node:fs'
import type { Rule } from './rule.ts'

/** What a file of rules/ exports: one of the two. */
export interface RuleFile {
  rule?: Rule
  rules?: readonly Rule[]
}

const load = async (file: string): Promise<readonly [string, RuleFile]> => [
  file,
  await import(`./rules/${file.slice(0, -3)}.ts`),
]

/** Every file by its name, loaded. */
export const ruleFiles: readonly (readonly [file: string, exported: RuleFile])[] = await Promise.all(
  readdirSync(new URL('./rules/', import.meta.url))
    .filter((file) => file.endsWith('.ts'))
    .sort()
    .map(load),
)
