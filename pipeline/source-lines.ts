/** Names the lines of the sources in a stack trace, though the program runs from its compiled copy. */
import { existsSync, readFileSync } from 'node:fs'
import { SourceMap } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const mapOf = (path: string): SourceMap => new SourceMap(JSON.parse(readFileSync(`${path}.map`, 'utf8')))

/** A stack trace with every place of a compiled file put back to where it was written; other places stay as they are. */
export function nameSources(stack: string): string {
  const maps = new Map<string, SourceMap>()
  return stack.replaceAll(
    /(file:\/\/\S+\.cjs):(\d+):(\d+)/g,
    (place, url: string, line: string, column: string) => {
      const path = fileURLToPath(url)
      if (!existsSync(`${path}.map`)) return place
      const map = maps.get(path) ?? mapOf(path)
      maps.set(path, map)
      const found = map.findEntry(Number(line) - 1, Number(column) - 1)
      return 'originalSource' in found
        ? `${join(dirname(path), found.originalSource)}:${found.originalLine + 1}:${found.originalColumn + 1}`
        : place
    },
  )
}
