/** What a scan must know of each element: one row a name, looked up once a tag. */
import { blockTags } from './outline.ts'

/**
 * How one element behaves. `raw`: its content is no markup. `opaque`: its content is not shown. `strange`: a scan cannot follow it.
 * `free`: it does not make the page deeper. `quiet`: it may stand between the cells of a table without being moved out of it.
 */
export interface TagKind {
  name: string
  block: boolean
  raw: boolean
  opaque: boolean
  strange: boolean
  free: boolean
  quiet: boolean
  heading: boolean
  /** Part of a table's skeleton. */
  table: boolean
  cell: boolean
  /** Its attributes are looked at. */
  wanted: boolean
}

const listOf = (names: string): Set<string> => new Set(names.split(' '))

const tables = listOf('table caption colgroup col thead tbody tfoot tr td th')
const quiet = listOf('script style template input meta link')
const raw = listOf('script style title textarea iframe noembed noframes')
const strange = listOf('svg math template frameset plaintext xmp listing')
const wanted = listOf('td th a img iframe embed object meta')
const free = listOf(
  'area base br col embed hr img input link meta param source track wbr p li table td th tr thead tbody tfoot dd dt option colgroup html body head script style title textarea',
)

function kindOf(name: string): TagKind {
  return {
    name,
    block: blockTags.has(name),
    raw: raw.has(name),
    opaque: name === 'noscript',
    strange: strange.has(name),
    free: free.has(name),
    quiet: quiet.has(name),
    heading: name === 'h1' || name === 'h2' || name === 'h3',
    table: tables.has(name),
    cell: name === 'td' || name === 'th',
    wanted: wanted.has(name),
  }
}

const known = new Map<string, TagKind>()
for (const name of [
  ...blockTags,
  ...tables,
  ...quiet,
  ...raw,
  ...strange,
  ...wanted,
  ...free,
  ...listOf('noscript select span b i u em strong font sup sub o:p st1:chsdate label button'),
]) {
  const kind = kindOf(name)
  known.set(name, kind)
  known.set(name.toUpperCase(), kind)
}

/** The kind of an element by its name as printed, in whichever case. */
export function tagKind(printed: string): TagKind {
  return known.get(printed) ?? known.get(printed.toLowerCase()) ?? kindOf(printed.toLowerCase())
}
