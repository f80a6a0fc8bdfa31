/** What a reviewing person sends, read from an untrusted form. Pure. */
import { z } from 'zod'
import type { Decidable } from './decision.ts'

/** One decision as asked for; the hub gives it its id, its time and the file it belongs in. */
export type Deed =
  | { kind: 'confirm'; finding: Decidable; reason: string | null }
  | { kind: 'dismiss' | 'comment'; finding: Decidable; reason: string }
  | { kind: 'override'; finding: Decidable; cell: string; value: number; reason: string }
  | { kind: 'undo'; undoes: string; reason: string | null }

/** How decisions are recorded, injected by the hub. */
export interface Review {
  /** The person named by the reverse proxy or at start; null where nobody is named: then nothing is recorded. */
  who: (headers: Headers) => string | null
  /** Appends the deeds under the person's name, all or none; answers a Chinese sentence where the file refuses them, else null. */
  record: (by: string, deeds: readonly Deed[]) => Promise<string | null>
}

const finding = z.strictObject({
  report: z.string().max(200),
  code: z.string().max(60),
  check: z.string().max(200),
  operands: z.string().max(64).nullable(),
})
const mostItems = 500
const mostReason = 500

/** What a form asked for, or a Chinese sentence that says what is wrong with it. */
export type FormReading =
  | { deeds: Deed[]; fault: null; back: string }
  | { deeds: null; fault: string; back: string }

/** One of our own pages to come back to; anything else is the list of findings. */
function ownPath(text: string | null): string {
  return text !== null && /^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/u.test(text) ? text : '/findings'
}

const item = z
  .string()
  .transform((source, context): unknown => {
    try {
      return JSON.parse(source)
    } catch (error) {
      context.addIssue({ code: 'custom', message: String(error) })
      return z.NEVER
    }
  })
  .pipe(finding)
const number = z
  .string()
  .trim()
  .regex(/^[+-]?\d{1,15}(?:\.\d{1,6})?$/u)
  .transform(Number)

/** Reads a submitted form into deeds, one a picked finding. */
export function readForm(form: URLSearchParams): FormReading {
  const back = ownPath(form.get('back'))
  const fail = (fault: string): FormReading => ({ deeds: null, fault, back })
  const done = (deeds: Deed[]): FormReading => ({ deeds, fault: null, back })
  const reason = (form.get('reason') ?? '').trim().slice(0, mostReason)
  const kind = form.get('kind')
  if (kind === 'undo') {
    const undoes = form.get('undoes') ?? ''
    return undoes === '' ? fail('没有说明撤销哪一条结论。') : done([{ kind, undoes, reason: null }])
  }
  const items = [...new Set(form.getAll('item'))].map((text) => item.safeParse(text))
  const findings = items.flatMap((one) => (one.success ? [one.data] : []))
  if (items.length === 0) return fail('没有选中任何一项。请先选入批量，或在一项之内按按钮。')
  if (findings.length < items.length || items.length > mostItems)
    return fail('表单中的核对项无法识别，请刷新页面再试。')
  if (kind === 'confirm')
    return done(findings.map((one) => ({ kind, finding: one, reason: reason === '' ? null : reason })))
  if (kind === 'dismiss' || kind === 'comment') {
    if (reason === '') return fail(kind === 'dismiss' ? '排除须写理由。' : '批注没有内容。')
    return done(findings.map((one) => ({ kind, finding: one, reason })))
  }
  if (kind !== 'override') return fail('不认识这个操作。')
  const value = number.safeParse(form.get('value') ?? '')
  const cell = form.get('cell') ?? ''
  const [first] = findings
  if (!value.success || cell === '' || first === undefined || findings.length > 1)
    return fail('更正须选定一个数，并写出应为多少。')
  if (reason === '') return fail('更正须写理由。')
  return done([{ kind, finding: first, cell, value: value.data, reason }])
}
