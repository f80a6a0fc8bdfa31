/** Paging that only a script writes: createPageHTML in its two signatures, read without running anything. */

/** What the call says of its list. */
export interface ScriptedPager {
  pages: number
  /** The page that is shown, from 1. */
  current: number
  /** Number of entries; null where the call does not say. */
  total: number | null
  /** File name of the following page, relative to the list; null on the last page. */
  next: string | null
}

const call = /(?<!function\s{1,4})createPageHTML\s*\(([^()]{5,200})\)/g
const quoted = /^(['"])(.*)\1$/

/** A number written out, or the value that a script of the page gives its name. */
function numberIn(argument: string | undefined, text: string): number | null {
  if (argument === undefined) return null
  if (/^\d{1,6}$/.test(argument)) return Number(argument)
  if (!/^[A-Za-z_$][\w$]*$/.test(argument)) return null
  const given = new RegExp(`\\b${argument.replaceAll('$', '\\$')}\\s*=\\s*["']?(\\d{1,6})\\b`).exec(text)
  return given === null ? null : Number(given[1])
}

function wordIn(argument: string | undefined): string | null {
  const word = quoted.exec(argument ?? '')?.[2]
  return word === undefined || !/^[\w./-]+$/.test(word) ? null : word
}

/**
 * Reads the last call of the page. Number first: (total, current from 0, name, ext), page k is name_{k−1}.ext.
 * Word first: (id, total, current from 1, name, ext, rows), page k is name_{k}.ext.
 */
export function readPageScript(text: string): ScriptedPager | null {
  const found = [...text.matchAll(call)].at(-1)?.[1]
  if (found === undefined) return null
  const given = found.split(',').map((argument) => argument.trim())
  const wordFirst = quoted.test(given[0] ?? '')
  const [count, at, name, ext, rows] = wordFirst ? given.slice(1) : given
  const pages = numberIn(count, text)
  const shown = numberIn(at, text)
  const file = wordIn(name)
  const ending = wordIn(ext)
  if (pages === null || shown === null || file === null || ending === null) return null
  const current = wordFirst ? shown : shown + 1
  const number = wordFirst ? current + 1 : current
  return {
    pages,
    current,
    total: numberIn(rows, text),
    next: current < pages ? `${file}_${number}.${ending}` : null,
  }
}
