/** The command line's own words in Chinese: what help says beside an option, and what is wrong with a line that cannot be understood. Pure. */
import type { Option } from 'commander'

/** What commander says of a faulty line, and what we say. */
const faults: readonly (readonly [RegExp, string])[] = [
  [/^error: option '([^']*)' argument '([^']*)' is invalid\.\s*/, '选项 $1 不接受“$2”。'],
  [/^error: command-argument value '([^']*)' is invalid for argument '([^']*)'\.\s*/, '参数 $2 不接受“$1”。'],
  [/^error: option '([^']*)' argument missing/, '选项 $1 后面缺少取值。'],
  [/^error: required option '([^']*)' not specified/, '缺少必需的选项 $1。'],
  [/^error: missing required argument '([^']*)'/, '缺少参数 $1。'],
  [/^error: unknown option '([^']*)'/, '没有选项 $1。'],
  [/^error: unknown command '([^']*)'/, '没有命令 $1。'],
  [/^error: too many arguments(?: for '([^']*)')?.*/, '参数太多：$1 '],
  [/\(Did you mean (?:one of )?([^?]*)\?\)/, '是否为 $1？'],
  [/Allowed choices are ([^.]*)\./, '可用：$1。'],
  [/^error: /, '错误：'],
]

/** A complaint of commander in our words. */
export function sayFault(text: string): string {
  return faults.reduce((said, [pattern, words]) => said.replace(pattern, words), text)
}

/** What an option is for, with the values that it takes and the one that it has where it is not given. */
export function describeOption({ description, argChoices, defaultValue }: Option): string {
  const value: unknown = defaultValue
  const notes = [
    ...(argChoices === undefined ? [] : [`可用：${argChoices.join('、')}`]),
    ...(typeof value === 'string' || typeof value === 'number' ? [`默认：${value}`] : []),
  ]
  return notes.length === 0 ? description : `${description}（${notes.join('；')}）`
}
