/** What the last crawl met at the links of a rule's example. */
import type { PublisherYear } from '../../crawlers/crawl-event.ts'
import type { RuleExample } from '../../pipeline/audit/example.ts'
import type { CountySubject, ReportSubject } from '../../pipeline/audit/subject.ts'

/** The links of the example's own report. */
export function seenOf(example: RuleExample, on: ReportSubject): PublisherYear[] {
  const links = [...(example.url === undefined ? [] : [`stored ${example.url}`]), ...(example.dead ?? [])]
  const refs = links.map((link): PublisherYear['refs'][number] => {
    const [word = '', url = ''] = link.split(' ')
    const state = word === 'missing' || word === 'unreachable' ? word : 'stored'
    return {
      ref: {
        site: '990001',
        url,
        publisher: null,
        year: null,
        year_from: null,
        report_kind: null,
        link_title: '',
        date: null,
        found_on: '',
        also_on: [],
        column_page: false,
        reason: '',
      },
      state,
      snapshot: state === 'stored' ? '00' : null,
      looks_like_report: null,
      detail: '',
    }
  })
  const code = on.publisher?.code ?? ''
  return refs.length === 0 ? [] : [{ publisher: code, year: on.year ?? 0, state: 'found', refs, detail: '' }]
}

/** The documents on its page. */
export function documentsOf({ documents = [] }: RuleExample, of: ReportSubject): CountySubject['documents'] {
  return documents.map((words) => {
    const [word = '', url = ''] = words.split(' ')
    const state = word === 'missing' ? word : 'unreachable'
    return { of, document: { url, found_on: of.url ?? '', title: '附表', state, snapshot: null, detail: '' } }
  })
}
