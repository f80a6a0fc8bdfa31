/** What a stretch of prose is speaking of: the words that decide what 办结4件 or 废止2件 counts. */

export type Scope =
  | 'requests'
  | 'reviews'
  | 'motions'
  | 'hotline'
  | 'complaints'
  | 'consultations'
  | 'normative'
  | 'rules'
  | 'enforcement'
  | 'disclosure'
  | 'training'

const words: readonly [Scope, string][] = [
  ['reviews', '行政复议|行政诉讼|复议|诉讼'],
  ['motions', '提案|议案|人大代表|代表建议|建议案|建议和'],
  ['hotline', '热线|12345|工单'],
  ['complaints', '信访|投诉|举报'],
  ['consultations', '咨询|留言|来信|信箱|答疑'],
  ['requests', '依申请|(?:公开|信息)的?申请|申请公开|申请'],
  ['normative', '规范性文件'],
  ['rules', '规章(?!制度)'],
  ['enforcement', '行政许可|行政处罚|行政强制|执法'],
  ['training', '培训'],
  ['disclosure', '(?<!已|已经|属于)主动公开|公开信息|发布信息|公开的信息'],
]
const anyWord = new RegExp(words.map(([, pattern]) => `(${pattern})`).join('|'), 'g')

/** A place in a text from which on a scope holds. */
export interface ScopeMark {
  scope: Scope
  at: number
}

/** All words of a text that set a scope, in order. */
export function scopesOf(text: string): ScopeMark[] {
  const marks: ScopeMark[] = []
  for (const match of text.matchAll(anyWord)) {
    const index = match.slice(1).findIndex((part) => part !== undefined)
    const scope = words[index]?.[0]
    if (scope !== undefined) marks.push({ scope, at: match.index })
  }
  return marks
}

/** The scope that holds at a place of the text, else that of the sub-heading above it. */
export function scopeAt(
  marks: readonly ScopeMark[],
  at: number,
  heading: readonly ScopeMark[],
): Scope | null {
  let scope = heading.at(-1)?.scope ?? null
  for (const mark of marks) {
    if (mark.at >= at) break
    scope = mark.scope
  }
  return scope
}
