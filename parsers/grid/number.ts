/** The text of a cell → a number, or which kind of nothing. */
import type { Unit } from '../codebook/form.ts'
import type { ValueState } from '../facts.ts'
import { dropSpace, foldSpace, halfWidth } from '../page/text.ts'

/** `value` is in the unit of the form and null unless `state` is `number`. */
export interface CellValue {
  value: number | null
  state: ValueState
}

const nothing = (state: Exclude<ValueState, 'number'>): CellValue => ({ value: null, state })

const noneWord =
  /^(?:无|没有|暂无|未发生|无数据|无此项|无相关数据|不涉及|不适用|本级无此项|县级无此项)[。.]?$/
const plain =
  /^([+-]?)(\d{1,15}(?:\.\d{1,9})?|\d{1,3}(?:,\d{3}){1,4}(?:\.\d{1,9})?)(亿元|万元|千元|元|件|项|条|次|个|宗|份|起|人次|人)?(?:[（(][^（）()]{0,60}[）)])?[。.]?$/
/** A change told in words instead of a sign: 减少8. */
const changeWord = /^(增加?|减少?)(?=\d)/
/** Noughts before other digits are cells glued together or a code, not a count. */
const padded = /^[+-]?0[\d,]/
/** A figure or a kind of nothing, as tables print them; a number before a full stop or a bracket is numbering, not a figure. */
const figure =
  /^(?:[+\-＋－−]?[\d０-９][\d０-９,，]*(?:[.．][\d０-９]+)?(?:亿元|万元|千元|元|件|项|条|次|个|宗|份)?(?:[（(][^（）()]{0,60}[）)])?|[/\\／＼—–―_－-]+|[〇零○无]|暂无)$/

/** True for the text of a cell (without white space) that looks like a figure or an empty one rather than like words. */
export function looksLikeFigure(label: string): boolean {
  return label === '' || (label.length < 90 && figure.test(label))
}

/** Digits on two lines, or apart on one line, are two numbers or a broken one: never to be glued. */
const apart = /\d[.,]?[\s\u00a0\u3000]+[.,]?\d/
const money: Record<string, number> = { 亿元: 1e8, 万元: 1e4, 千元: 1e3, 元: 1 }
const moneyUnit: Partial<Record<Unit, number>> = { yuan: 1, wan_yuan: 1e4 }
const longestCell = 200
const signOf = (word: string): string => (word.startsWith('减') ? '-' : '+')

/** What most cells hold: a bare count. */
const count = /^(?:0|[1-9]\d{0,8})$/
const isMoney = (unit: Unit): boolean => moneyUnit[unit] !== undefined

/** Money scaled without binary dust: 251000 元 is 25.1 万元. */
function scale(digits: string, factor: number): number {
  return Number((Number(digits) * factor).toPrecision(15))
}

/**
 * Reads one cell: full-width digits, thousands separators, signs, units and a note in parentheses behind the number are understood.
 * Money is converted to the unit of the cell; a bare number is taken in the unit that its heading prints (`written`), which is the
 * form's own unless the page says otherwise. Signs and fractions are read wherever they stand: whether they may is for the audit.
 */
export function readNumber(text: string, unit: Unit, written: Unit = unit): CellValue {
  // Longer texts are prose, whatever figures they hold.
  if (count.test(text) && (unit === written || !isMoney(unit)))
    return { value: Number(text), state: 'number' }
  if (text.length > longestCell) return nothing(dropSpace(text) === '' ? 'blank' : 'non_numeric')
  const folded = halfWidth(foldSpace(text))
  const tight = dropSpace(folded)
    .replace(/[－−‐‑﹣]/g, '-')
    .replace(/[＋﹢]/g, '+')
    .replace(/，/g, ',')
    .replace(changeWord, (word) => (unit === 'item_change' ? signOf(word) : word))
  if (tight === '') return nothing('blank')
  if (/^[/\\／＼∕]+$/.test(tight)) return nothing('slash')
  if (/^[-—–―─_]+$/.test(tight)) return nothing('dash')
  if (noneWord.test(tight)) return nothing('none_word')
  if (/^[〇零○][件项条次个]?$/.test(tight)) return { value: 0, state: 'number' }
  if (apart.test(folded)) return nothing('non_numeric')
  const match = plain.exec(tight)
  if (match === null || padded.test(tight)) return nothing('non_numeric')
  const [, sign, digits = '', suffix] = match
  const bare = digits.replaceAll(',', '')
  const ofMoney = isMoney(unit)
  const factor = suffix === undefined ? (ofMoney ? moneyUnit[written] : undefined) : money[suffix]
  if (factor !== undefined && !ofMoney) return nothing('non_numeric')
  if (suffix !== undefined && factor === undefined && ofMoney) return nothing('non_numeric')
  const target = moneyUnit[unit] ?? 1
  const size =
    factor === undefined ? Number(bare) : factor === target ? Number(bare) : scale(bare, factor / target)
  return { value: sign === '-' && size !== 0 ? -size : size, state: 'number' }
}
