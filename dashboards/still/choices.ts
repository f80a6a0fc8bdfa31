/** Which filter states a page's form leads to. Pure. */
import { Parser } from 'htmlparser2'

/** The one filter beside which others are drawn: everything is looked at by year. */
const beside = 'year'

/**
 * The addresses that the selects of a drawn page's filter form lead to, one change away; none from a page that is filtered by
 * more than a year. Selects that are searched by words, those of figures, are left to the view's own list.
 */
export function choicesOf(page: string, address: string): string[] {
  const { searchParams: filters } = new URL(address, 'http://still.invalid')
  if ([...filters.keys()].some((name) => name !== beside)) return []
  const found: string[] = []
  let action: string | null = null
  let select: string | null = null
  const parser = new Parser({
    onopentag(name, attributes) {
      if (name === 'form') action = 'data-auto' in attributes ? (attributes['action'] ?? null) : null
      if (name === 'select') select = 'data-search' in attributes ? null : (attributes['name'] ?? null)
      const value = attributes['value'] ?? ''
      if (name !== 'option' || action === null || select === null || value === '') return
      const query = new URLSearchParams(filters)
      query.set(select, value)
      found.push(`${action}?${query.toString()}`)
    },
    onclosetag(name) {
      if (name === 'form') action = null
    },
  })
  parser.end(page)
  return found
}
