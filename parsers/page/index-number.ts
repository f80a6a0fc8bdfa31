/** 索引号: the number under which a site files a document. Forms are local, so only plain faults make one invalid. */
import { findCreditCode, isOrganisationCode, readCreditCode } from './credit-code.ts'

/** What the part before the serial number is. */
export type IndexHolder = 'credit_code' | 'organisation_code' | 'site_code'

/** An index number as printed and what it is made of. */
export interface IndexNumber {
  text: string
  valid: boolean
  /** Why it is not valid, in Chinese; null for a valid one. */
  reason: string | null
  holder: IndexHolder | null
  code: string | null
  year: number | null
}

/** Codes of organs that cannot have issued a local report; such numbers come from a site's template. */
const foreignHolders: Readonly<Record<string, string>> = { '000014349': '国务院办公厅' }
const label = /(?:索\s{0,6}引\s{0,6}号|索引码)\s{0,6}[:：】\]]?\s{0,6}([A-Za-z0-9/_.－—–-]{1,60})?/
const dated = /(?<![0-9])((?:19|20)\d\d)(?:0[1-9]|1[0-2])?(?![0-9]{1,3}$)/

function holderOf(text: string): { holder: IndexHolder; code: string } | null {
  const [first = ''] = text.split('/')
  const credit = readCreditCode(first) ?? findCreditCode(text)
  if (credit !== null) return { holder: 'credit_code', code: credit.code }
  const [organisation = ''] = first.length === 9 || first.length === 10 ? [first] : text.split('-')
  const bare = organisation.toUpperCase()
  if (isOrganisationCode(bare)) return { holder: 'organisation_code', code: bare.replace('-', '') }
  return organisation === '' ? null : { holder: 'site_code', code: first === text ? organisation : first }
}

/** The year that stands in a part of its own: …/2018-04736, …-2013-52619, …/202104-00012. */
function yearIn(text: string): number | null {
  const parts = text.split(/[/_.-]/).slice(1)
  for (const part of parts) {
    const year = /^((?:19|20)\d\d)(?:0[1-9]|1[0-2])?(?:[0-3]\d)?$/.exec(part)?.[1]
    if (year !== undefined) return Number(year)
  }
  const single = parts.length === 0 ? dated.exec(text)?.[1] : undefined
  return single === undefined ? null : Number(single)
}

function faultOf(text: string, holder: { holder: IndexHolder; code: string } | null): string | null {
  if (/none|null|undefined|nan/i.test(text)) return '含程序占位词'
  if (/^[/-]/.test(text) || holder === null) return '缺少机构代码'
  if (/[/-]$/.test(text)) return '缺少流水号'
  const foreign = foreignHolders[holder.code]
  if (foreign !== undefined) return `机构代码属于${foreign}`
  const [first = ''] = text.split('/')
  if (/^[0-9A-Za-z]{18}$/.test(first) && /[A-Za-z]|^1[1-3]/.test(first) && readCreditCode(first) === null)
    return '统一社会信用代码校验不符'
  return /\d/.test(text) && text.length >= 6 ? null : '过短或没有数字'
}

/** Reads one index number as printed. */
export function readIndexNumber(printed: string): IndexNumber {
  const text = printed.replace(/[－—–]/g, '-')
  const holder = holderOf(text)
  const reason = faultOf(text, holder)
  return {
    text,
    valid: reason === null,
    reason,
    holder: holder?.holder ?? null,
    code: holder?.code ?? null,
    year: yearIn(text),
  }
}

/** The index number printed in the head of a page; null where the page prints none, or only its label. */
export function findIndexNumber(head: string): IndexNumber | null {
  const printed = label.exec(head)?.[1]
  return printed === undefined ? null : readIndexNumber(printed)
}
