/** Spanned headings of a table out of label paths, for columns or, turned, for rows. Pure. */

/** One heading: its text, where it begins along the axis, its level, how many items it spans and how many levels. */
export interface Heading {
  text: string
  at: number
  level: number
  span: number
  levels: number
}

function samePrefix(left: readonly string[], right: readonly string[], length: number): boolean {
  return (
    left.length > length && right.length > length && left.slice(0, length).every((t, i) => t === right[i])
  )
}

/** Lays out label paths: equal neighbours under one parent are merged, and the last label of a path fills the rest. */
export function layHeadings(paths: readonly (readonly string[])[]): Heading[] {
  const depth = Math.max(0, ...paths.map((path) => path.length))
  const headings: Heading[] = []
  for (let level = 0; level < depth; level += 1) {
    for (let at = 0; at < paths.length;) {
      const path = paths[at] ?? []
      const text = path[level]
      let span = 1
      if (text !== undefined) {
        const leaf = level === path.length - 1
        if (!leaf) while (samePrefix(path, paths[at + span] ?? [], level + 1)) span += 1
        headings.push({ text, at, level, span, levels: leaf ? depth - level : 1 })
      }
      at += span
    }
  }
  return headings
}
