/** The menu: every view that has a place, in four calm groups. Pure. */
import type { MenuGroup, View } from './view.ts'

/** One part of the menu and its pages. */
export interface MenuPart {
  label: string
  entries: readonly { label: string; href: string; here: boolean }[]
}

const groups: readonly { group: MenuGroup; label: string }[] = [
  { group: 'whole', label: '全局' },
  { group: 'check', label: '核对' },
  { group: 'compare', label: '对照' },
  { group: 'take', label: '取用' },
]

/** Sorts views into the menu; `here` is the path of the page shown. */
export function menuOf(views: readonly View[], here: string): MenuPart[] {
  return groups.flatMap(({ group, label }) => {
    const placed = views.flatMap((view) =>
      view.menu?.group === group ? [{ view, place: view.menu.place }] : [],
    )
    const entries = placed
      .sort((left, right) => left.place - right.place)
      .map(({ view }) => ({ label: view.label, href: view.path, here: view.path === here }))
    return entries.length === 0 ? [] : [{ label, entries }]
  })
}
