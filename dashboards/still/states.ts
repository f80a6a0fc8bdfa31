/** Which filter states the static copy draws besides those that links lead to. Pure. */
import type { LinkValues } from '../filters.ts'
import { link } from '../filters.ts'
import type { Scope } from '../scope.ts'
import type { View } from '../view.ts'

/** Every combination of the shared filters. */
function combinations({ sites, years, kinds }: Scope): LinkValues[] {
  const places = sites.length < 2 ? [null] : [null, ...sites.map((one) => one.site)]
  return places.flatMap((site) =>
    [null, ...years].flatMap((year) => [null, ...kinds].map((kind) => ({ site, year, kind }))),
  )
}

/** The addresses to begin a copy with. */
export function addressesOf(views: readonly View[], scope: Scope): string[] {
  return views
    .filter((view) => !view.path.includes(':'))
    .flatMap((view) => {
      const parts = view.path.split('/').filter((part) => part !== '')
      const states = view.variants === null ? combinations(scope) : view.variants(scope)
      return [view.path, ...states.map((values) => link(parts, values))]
    })
}
