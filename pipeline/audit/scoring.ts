/** A county's own marks for a report, taken off a full score by a scoring sheet. Pure. */
import type { ScoringSheet } from './policy.ts'

/** What a sheet comes to for one report: the score, and each deduction with the codes it is for. */
export interface Score {
  title: string
  full: number
  score: number
  deductions: readonly { codes: readonly string[]; findings: number; points: number }[]
}

/** Scores a report by the codes of its broken checks, one an entry; what is uncertain or dismissed costs nothing. Never below nought. */
export function scoreReport(sheet: ScoringSheet, broken: readonly string[]): Score {
  const deductions = sheet.items.flatMap(({ codes, points, per }) => {
    const findings = broken.filter((code) => codes.includes(code)).length
    return findings === 0 ? [] : [{ codes, findings, points: per === 'report' ? points : points * findings }]
  })
  const lost = deductions.reduce((sum, { points }) => sum + points, 0)
  const { title, full } = sheet
  return { title, full, score: Math.max(0, Number((full - lost).toFixed(2))), deductions }
}
