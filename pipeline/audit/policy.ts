/** The local side of the audit: limits, word lists, severities, exceptions. Defaults here; rule packs of a workspace lay theirs over. Pure. */
import type { Severity } from './rule.ts'
import type { RulePack } from './pack.ts'
import type { DeadlineRow } from '../deadlines.ts'
import type { ReasonCode } from './reasons.ts'
import type { LocalWordings } from './wording.ts'

/** Numbers that rules compare with; each has its unit in its meaning. */
export const defaultLimits = {
  /** Most characters of chapter one; 0 is no limit. 武政办发〔2025〕54号 sets 1000. */
  section_one_characters: 0,
  /** Days that page, address and signature may lie apart. */
  date_spread_days: 30,
  /** Fewest non-zero figures that must repeat before a year counts as copied. */
  repeated_cells: 5,
  /** Robust z above which a figure is out of scale. */
  outlier_z: 3.5,
  /** And it must be this many times the median. */
  outlier_ratio: 10,
  /** A figure that is so many times last year's, or last year's so many times it, is told; and one of the two must be at least so great. */
  jump_ratio: 5,
  jump_least: 20,
  /** Fewest peers with a figure. */
  peers: 5,
  /** Largest believable yearly fees of a township, 万元. */
  fees_wan_yuan: 10_000,
  /** Share of common passages with the own earlier report, with another unit's. */
  alike_own: 0.9,
  alike_other: 0.85,
  /** Years in a row with the same plan. */
  same_plan_years: 3,
  /** 1 where the county demands an index number on every page. */
  index_number_required: 0,
}
export type Limits = typeof defaultLimits

/** A wrong wording and the right one. */
export interface Typo {
  wrong: string
  right: string
}

/** A check that an auditor has accepted, by report and rule. */
export interface RuleException {
  publisher: string
  year: number
  code: string
  reason: ReasonCode
}

/** A county's own scale of marks: points taken for codes, once a report or for every finding. */
export interface ScoringSheet {
  title: string
  full: number
  items: readonly { codes: readonly string[]; points: number; per: 'report' | 'finding' }[]
}

/** Everything that differs from place to place. */
export interface Policy {
  limits: Limits
  typos: readonly Typo[]
  sensitive: readonly string[]
  severities: ReadonlyMap<string, Severity>
  /** Sentences of findings in the county's own words. */
  wordings: LocalWordings
  /** Code → why it is not applied here. */
  disabled: ReadonlyMap<string, string>
  exceptions: readonly RuleException[]
  /** Filing deadlines of local notices; the last one that fits counts. */
  deadlines: readonly DeadlineRow[]
  sheets: readonly ScoringSheet[]
}

const defaultTypos: readonly Typo[] = [
  { wrong: '规范型文件', right: '规范性文件' },
  { wrong: '事业型收费', right: '事业性收费' },
  { wrong: '国办公开办涵', right: '国办公开办函' },
  { wrong: '镇镇人民政府', right: '镇人民政府' },
  { wrong: '乡乡人民政府', right: '乡人民政府' },
  { wrong: '脱密审查', right: '保密审查' },
  { wrong: '依申清公开', right: '依申请公开' },
  { wrong: '行政复仪', right: '行政复议' },
  { wrong: '公开公开', right: '公开' },
]

export const defaultPolicy: Policy = {
  limits: defaultLimits,
  typos: defaultTypos,
  sensitive: [],
  severities: new Map(),
  wordings: new Map(),
  disabled: new Map(),
  exceptions: [],
  deadlines: [],
  sheets: [],
}

/** The policy of a county: the defaults, then every pack that is meant for it, in the order given; the last word counts. */
export function policyOf(packs: readonly RulePack[], county: string | null): Policy {
  const own = packs.filter(
    ({ counties }) => counties.length === 0 || (county !== null && counties.includes(county)),
  )
  const limits = { ...defaultLimits }
  for (const pack of own) Object.assign(limits, pack.limits)
  return {
    limits,
    typos: [...defaultTypos, ...own.flatMap((pack) => pack.words.typos)],
    sensitive: [...new Set(own.flatMap((pack) => pack.words.sensitive))],
    severities: new Map(
      own.flatMap((pack) =>
        Object.entries(pack.severities).flatMap(([code, severity]) =>
          severity === undefined ? [] : [[code, severity] as const],
        ),
      ),
    ),
    wordings: new Map(
      own.flatMap((pack) =>
        Object.entries(pack.wordings).flatMap(([key, sentence]) =>
          sentence === undefined ? [] : [[key, sentence] as const],
        ),
      ),
    ),
    disabled: new Map(
      own.flatMap((pack) => pack.disabled.map(({ code, reason }) => [code, reason] as const)),
    ),
    exceptions: own.flatMap((pack) => pack.exceptions),
    deadlines: own.flatMap((pack) =>
      pack.deadlines.map((row) => ({ ...row, source: row.source ?? pack.source })),
    ),
    sheets: own.flatMap((pack) => pack.scoring),
  }
}
