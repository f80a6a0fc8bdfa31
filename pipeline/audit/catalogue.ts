/** All rules: a new rule is a new file or a new row in rules/ and nothing else. */
import { ruleFiles, type RuleFile } from './rule-files.ts'
import type { Rule } from './rule.ts'

function rulesOf([file, { rule, rules: several }]: readonly [string, RuleFile]): readonly Rule[] {
  if (rule !== undefined) return [rule]
  if (several !== undefined) return several
  throw new Error(
    `pipeline/audit/rules/${file} exports no rule; export const rule: Rule = … or export const rules: readonly Rule[] = …`,
  )
}

/** The rules in the order of their codes. */
export const rules: readonly Rule[] = ruleFiles.flatMap(rulesOf).sort((a, b) => (a.code < b.code ? -1 : 1))
