/** All rules, found by looking into rules/: a new rule is a new file there and nothing else. */
import { readdirSync } from 'node:fs'
import type { Rule } from './rule.ts'

const folder = new URL('./rules/', import.meta.url)

async function load(file: string): Promise<Rule> {
  const module: { rule?: Rule } = await import(new URL(file, folder).href)
  if (module.rule === undefined)
    throw new Error(`pipeline/audit/rules/${file} exports no rule; export const rule: Rule = …`)
  return module.rule
}

/** The rules in the order of their codes. */
export const rules: readonly Rule[] = await Promise.all(
  readdirSync(folder)
    .filter((file) => file.endsWith('.ts'))
    .sort()
    .map(load),
)
