/** Every parameter of the dashboard's addresses, and what a hostile text in it may at most yield. */

/** One parameter: an address with a value in it, and the same address as it should be read where the value means nothing. */
export interface Parameter {
  name: string
  at: (value: string) => string
  /** The address without it, whose rows are all that may come; null where nothing may. */
  without: string | null
}

const filtersOf: Readonly<Record<string, readonly string[]>> = {
  '/': ['site', 'year', 'kind', 'state', 'page'],
  '/changes': ['site', 'year', 'kind', 'since', 'event', 'page'],
  '/findings': ['site', 'year', 'kind', 'severity', 'verdict', 'code', 'publisher', 'decision', 'page'],
  '/identities': ['site', 'year', 'kind', 'family', 'page'],
  '/timeliness': ['site', 'year', 'kind', 'state', 'page'],
  '/compare': ['site', 'year', 'kind', 'cell'],
  '/trend': ['site', 'year', 'kind', 'cell', 'publisher', 'page'],
  '/flow': ['site', 'year', 'kind', 'publisher', 'page'],
  '/rollup': ['site', 'year', 'state'],
  '/similarity': ['site', 'year', 'scope', 'part', 'page'],
  '/publisher': ['site', 'year', 'kind'],
  '/dictionary': ['part', 'cell', 'code'],
  '/export': ['site', 'year', 'kind'],
}
const evidence = '/evidence/990001101000/2022/own/t3.granted.total'

const withQuery = (path: string, name: string): Parameter => ({
  name: `${path}?${name}`,
  at: (value) => `${path}?${name}=${encodeURIComponent(value)}`,
  without: path,
})
const inPath = (name: string, at: (value: string) => string): Parameter => ({
  name,
  at: (value) => at(encodeURIComponent(value)),
  without: null,
})

export const parameters: readonly Parameter[] = [
  ...Object.entries(filtersOf).flatMap(([path, names]) => names.map((name) => withQuery(path, name))),
  ...['check', 'revision', 'beside'].map((name) => withQuery(evidence, name)),
  { ...withQuery('/search', 'q'), without: null },
  inPath('publisher', (value) => `/publisher/${value}`),
  inPath('evidence publisher', (value) => `/evidence/${value}/2022/own/t3.granted.total`),
  inPath('evidence year', (value) => `/evidence/990001101000/${value}/own/t3.granted.total`),
  inPath('evidence kind', (value) => `/evidence/990001101000/2022/${value}/t3.granted.total`),
  inPath('evidence cell', (value) => `/evidence/990001101000/2022/own/${value}`),
  inPath('sentence', (value) => `/evidence/990001101000/2022/own/sentence/${value}`),
  inPath('report', (value) => `/evidence/${value}/2022/own`),
]
