/** Addresses that readers of a country ask for: every page, over the country, one county or one publisher. */

/** The years since the form of 2019, in which every report has the figure that readers ask for. */
const yearsOfForms = 7

/** One kind of page; `at` gives the address for a draw between 0 and 1. */
export interface AskedPage {
  name: string
  at: (draw: number) => string
}

/** Every page of the dashboard over a country of so many counties. */
export function countryPages(counties: number): AskedPage[] {
  const county = (draw: number): string => String(100_000 + Math.floor(draw * counties))
  const town = (draw: number): string => `${county(draw)}${100 + (Math.floor(draw * 7919) % 2)}000`
  const year = (draw: number): number => 2025 - (Math.floor(draw * 104_729) % yearsOfForms)
  const pages: Record<string, (draw: number) => string> = {
    coverage: () => '/',
    'coverage of a county': (draw) => `/?site=${county(draw)}`,
    'coverage, late': (draw) => `/?state=late&year=${year(draw)}`,
    changes: () => '/changes',
    'changes of a county': (draw) => `/changes?site=${county(draw)}`,
    findings: () => '/findings',
    'findings of a code': (draw) => `/findings?code=NUM-03&year=${year(draw)}`,
    'findings of a county': (draw) => `/findings?site=${county(draw)}`,
    evidence: (draw) => `/evidence/${town(draw)}/${year(draw)}/own/t3.new_received.total`,
    roster: () => '/publisher',
    publisher: (draw) => `/publisher/${town(draw)}?year=${year(draw)}`,
    compare: (draw) => `/compare?kind=township&year=${year(draw)}`,
    'compare a county, 3 years': (draw) =>
      `/compare?site=${county(draw)}&kind=township&year=2025&year=2024&year=2023`,
    trend: () => '/trend',
    'trend of a county': (draw) => `/trend?site=${county(draw)}`,
    flow: (draw) => `/flow?year=${year(draw)}`,
    'flow of a county': (draw) => `/flow?site=${county(draw)}&year=${year(draw)}`,
    identities: () => '/identities',
    'identities of a county': (draw) => `/identities?site=${county(draw)}`,
    timeliness: (draw) => `/timeliness?year=${year(draw)}`,
    'timeliness of a county': (draw) => `/timeliness?site=${county(draw)}&year=${year(draw)}`,
    similarity: () => '/similarity',
    'similarity of a county': (draw) => `/similarity?site=${county(draw)}`,
    rollup: (draw) => `/rollup?site=${county(draw)}&year=${year(draw)}`,
    dictionary: () => '/dictionary',
    runs: () => '/runs',
    export: () => '/export',
    'search for a place': () => '/search?q=%E9%9D%92%E7%9F%B3',
    'search for a figure': (draw) => `/search?q=%E9%9D%92%E7%9F%B3+${year(draw)}+%E6%96%B0%E6%94%B6`,
  }
  return Object.entries(pages).map(([name, at]) => ({ name, at }))
}
