/** How a finding's sentence is made: a row of the wordings and what stands in its blanks, so that a county can reword it. Pure. */
import { wordings } from './wordings.ts'

/** A row of the wordings. */
export type WordingKey = keyof typeof wordings

type Blank<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Blank<Rest>
  : never

/** A sentence before it is written out; `more` follows it. */
export interface Saying {
  key: WordingKey
  blanks: Readonly<Record<string, string | number>>
  more?: Saying
}

/** Local wordings by key; what is absent is said in our own words. */
export type LocalWordings = ReadonlyMap<string, string>

/** Names a wording and fills its blanks: all of them and no others, which the types see to. */
export function say<Key extends WordingKey>(
  key: Key,
  blanks: Readonly<Record<Blank<(typeof wordings)[Key]>, string | number>>,
): Saying {
  return { key, blanks }
}

/** Blanks that hold words of the source itself, or name what it lacks; the others are ours, and may be reworded or computed anew. */
const ofSource = [
  'found',
  'raw',
  'title',
  'name',
  'masked',
  'what',
  'url',
  'where',
  'aspects',
  'duties',
  'chapter',
  'from',
  'to',
  'a',
  'b',
  'table',
  'wrong',
  'column',
]

/** What a sentence quotes of the source, by blank. */
export function quotedIn({ blanks }: Saying): [name: string, text: string][] {
  return Object.entries(blanks).flatMap(([name, text]): [string, string][] =>
    ofSource.includes(name) ? [[name, String(text)]] : [],
  )
}

/** The names of the blanks of a wording. */
export function blanksOf(text: string): string[] {
  return [...text.matchAll(/\{([a-z0-9_]+)\}/g)].flatMap(([, name]) => name ?? [])
}

/** Writes a sentence out, in local words where a county has its own. */
export function sentenceOf({ key, blanks, more }: Saying, local?: LocalWordings): string {
  const text = (local?.get(key) ?? wordings[key]).replace(/\{([a-z0-9_]+)\}/g, (blank, name: string) =>
    String(blanks[name] ?? blank),
  )
  return more === undefined ? text : text + sentenceOf(more, local)
}
