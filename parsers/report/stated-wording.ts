/** One row of the grammar of narrative figures, and what several parts of the grammar share. */
import type { Topic } from './report.ts'
import type { Scope } from './stated-scope.ts'

/**
 * One wording. `lead` must match the clause before the figure (fillers like 共计 taken off), `tail` what follows it.
 * Patterns see at most 60 characters, half-width, without white space.
 */
export interface Wording {
  topic: Topic
  /** Stands in every clause that the patterns can match; spares trying them on all others. */
  word?: string
  lead: RegExp
  tail?: RegExp
  unit: RegExp
  /** The figure must stand where one of these is spoken of. */
  scopes?: readonly Scope[]
  /** The sentence or its sub-heading must speak of this. */
  within?: RegExp
  /** The figure must not stand where one of these is spoken of. */
  apart?: readonly Scope[]
  /** Words in the clause that make it something else. */
  unless?: RegExp
  /** The sentence or its sub-heading must speak of open government information. */
  ogi?: true
}

/** Counting words of documents, however they are called. */
export const paper = /^(?:条次|条|件次|件|篇次|篇|份|次|项|宗|例|期|个|则|部|只|起)$/
/** Figures of another time, of a plan, or of those who read. */
export const otherTime =
  /浏览|访问|点击|阅读|关注|粉丝|转载|上年(?!结转)|去年|往年|上一年(?!度?结转)|同期|历年|历史|到目前|至今|迄今|建站|自20\d\d年[^,;。]{0,6}以来|开通以来|计划|力争|目标|(?<!按|按照|有关|相关)要求|不少于|每(?:月|周|季|日|年|个)|日均|月均|平均|增加|减少|增长|下降|翻番/
