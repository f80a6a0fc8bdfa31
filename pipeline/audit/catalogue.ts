/** All rules, found by looking into rules/: a new rule is a new file or a new row there and nothing else. */
import { readdirSync } from 'node:fs'
import type { Rule } from './rule.ts'

const folder = new URL('./rules/', import.meta.url)

async function load(file: string): Promise<readonly Rule[]> {
  const module: { rule?: Rule; rules?: readonly Rule[] } = await import(`./rules/${file.slice(0, -3)}.ts`)
  if (module.rule !== undefined) return [module.rule]
  if (module.rules !== undefined) return module.rules
  throw new Error(
    `pipeline/audit/rules/${file} exports no rule; export const rule: Rule = … or export const rules: readonly Rule[] = …`,
  )
}

const loaded = await Promise.all(
  readdirSync(folder)
    .filter((file) => file.endsWith('.ts'))
    .map(load),
)

/** The rules in the order of their codes. */
export const rules: readonly Rule[] = loaded.flat().sort((a, b) => (a.code < b.code ? -1 : 1))
