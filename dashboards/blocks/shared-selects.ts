/** The selects that pages share: site, year and kind, said alike everywhere. Pure. */
import type { Filters } from '../filters.ts'
import { kindChoices, siteChoices } from '../filters.ts'
import type { Scope } from '../scope.ts'
import type { Select } from './filter-form.ts'

/** The selects of the shared filters, in the order asked for; `mustChoose` leaves out the choice of all. */
export function sharedSelects(
  scope: Scope,
  filters: Filters,
  names: readonly ('site' | 'year' | 'kind')[],
  mustChoose: readonly ('site' | 'year' | 'kind')[] = [],
): Select[] {
  const selects: Record<(typeof names)[number], Select> = {
    site: {
      name: 'site',
      label: '县（站点）',
      chosen: [filters.site ?? ''],
      choices: siteChoices(scope),
    },
    year: {
      name: 'year',
      label: '年度',
      chosen: [String(filters.year ?? '')],
      choices: scope.years.map((one) => ({ value: String(one), label: `${one} 年` })),
    },
    kind: {
      name: 'kind',
      label: '单位类别',
      chosen: [filters.kind ?? ''],
      choices: kindChoices(scope),
    },
  }
  return names.map((name) => ({ ...selects[name], ...(mustChoose.includes(name) ? {} : { all: '全部' }) }))
}
