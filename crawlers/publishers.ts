/** Whose report a title's words mean, among the publishers of one site. Names repeat all over the country, so never beyond it. */
import type { Publisher, Site } from './site.ts'

/** The kind of report that a publisher issues: a government's own is the county's summary. */
export function reportKindOf({ kind }: Pick<Publisher, 'kind'>): 'own' | 'summary' {
  return kind === 'government' ? 'summary' : 'own'
}

/** One publisher, several that the words fit equally well, or nobody that the site knows. */
export type PublisherMatch =
  | { kind: 'one'; publisher: Publisher; by: 'name' | 'part' }
  | { kind: 'several'; publishers: Publisher[] }
  | { kind: 'none' }

/** A name without the county before it and without the words for its government or office after it. */
function bareName(name: string, county: string): string {
  const folded = name.replace(/[\s\u00a0]+/g, '')
  const cut =
    folded.startsWith(county) && folded.length > county.length ? folded.slice(county.length) : folded
  return cut
    .replace(/^(?!$)(.+?)(?:人民政府|镇政府|乡政府)$/, (whole: string, stem: string) =>
      /[镇乡木]政府$/.test(whole) ? whole.slice(0, -2) : stem,
    )
    .replace(/街道(?:办事处|办)$/, '街道')
}

/** Every wording under which a publisher is known, folded for comparison. */
export function wordings(publisher: Publisher, county: string): Set<string> {
  const names = [publisher.name, ...publisher.aliases]
  if (publisher.kind === 'government') return new Set(names.flatMap((name) => governmentForms(name)))
  return new Set(names.map((name) => bareName(name, county)))
}

/** A government is named with its place: 某县人民政府, 某县政府 and 某县 are one. */
function governmentForms(name: string): string[] {
  const place = name.replace(/(?:人民)?政府$/, '')
  return [`${place}人民政府`, `${place}政府`, place].filter((form) => form !== '')
}

/** A site's publishers by their wordings, made once a site. */
interface NameIndex {
  governments: Map<string, Publisher[]>
  others: Map<string, Publisher[]>
  /** Wordings of at least two signs that are looked for inside other words. */
  parts: { publisher: Publisher; forms: string[] }[]
}
const indices = new WeakMap<Site, NameIndex>()

function indexOf(site: Site): NameIndex {
  const known = indices.get(site)
  if (known !== undefined) return known
  const index: NameIndex = { governments: new Map(), others: new Map(), parts: [] }
  for (const publisher of site.publishers) {
    const government = publisher.kind === 'government'
    const forms = [...wordings(publisher, site.name)]
    const byForm = government ? index.governments : index.others
    for (const form of forms) byForm.set(form, [...(byForm.get(form) ?? []), publisher])
    if (!government) index.parts.push({ publisher, forms: forms.filter(({ length }) => length >= 2) })
  }
  indices.set(site, index)
  return index
}

/** Finds the publisher that the words name: by its whole name first, then as the only known name inside the words. */
export function matchPublisher(words: string, site: Site): PublisherMatch {
  const folded = words.replace(/[\s\u00a0]+/g, '')
  const { governments, others, parts: inside } = indexOf(site)
  const whole = [...(governments.get(folded) ?? []), ...(others.get(bareName(folded, site.name)) ?? [])]
  const [exact, second] = whole
  if (exact !== undefined)
    return second === undefined
      ? { kind: 'one', publisher: exact, by: 'name' }
      : { kind: 'several', publishers: whole }
  const parts = inside.flatMap(({ publisher, forms }) =>
    forms.some((form) => folded.includes(form)) ? [publisher] : [],
  )
  const [part, another] = parts
  if (part === undefined) return { kind: 'none' }
  return another === undefined
    ? { kind: 'one', publisher: part, by: 'part' }
    : { kind: 'several', publishers: parts }
}
