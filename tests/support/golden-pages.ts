/** The hand-written pages of tests/fixtures/pages and what reading them should give. */
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { read, type PageHints } from '../../parsers/read.ts'

const root = fileURLToPath(new URL('../fixtures/pages/', import.meta.url))

/** One case: its bytes and what is known of the page besides them (hints.json, where the case has one). */
export interface GoldenPage {
  name: string
  bytes: Buffer
  hints: PageHints
}

/** Every case that has a page, in the order of names. */
export function goldenPages(): GoldenPage[] {
  return readdirSync(root)
    .filter((name) => existsSync(`${root}${name}/page.html`))
    .sort()
    .map((name) => {
      const hints = `${root}${name}/hints.json`
      return {
        name,
        bytes: readFileSync(`${root}${name}/page.html`),
        hints: existsSync(hints) ? JSON.parse(readFileSync(hints, 'utf8')) : {},
      }
    })
}

/** One case by name. Throws where there is none. */
export function goldenPage(name: string): GoldenPage {
  const found = goldenPages().find((page) => page.name === name)
  if (found === undefined) throw new Error(`${root}${name}: no such case; add page.html`)
  return found
}

/** What the reader says of a page, one line a fact, so that a change shows as the lines that change. */
export function portrait(page: GoldenPage): string {
  const { value, problems } = read(page.bytes, page.hints)
  const said = { ...value, problems }
  const parts = Object.entries(said).map(([key, part]) => {
    const lines = Array.isArray(part) ? part.map((item) => `\n    ${JSON.stringify(item)}`).join(',') : ''
    return `  ${JSON.stringify(key)}: ${lines === '' ? JSON.stringify(part) : `[${lines}\n  ]`}`
  })
  return `{\n${parts.join(',\n')}\n}\n`
}

/** The reviewed portrait of a case, or null where nobody has reviewed one yet. */
export function expectedPortrait(name: string): string | null {
  const path = `${root}${name}/expected.json`
  return existsSync(path) ? readFileSync(path, 'utf8') : null
}

/** Lays a portrait beside the reviewed one as expected.json.new, for a person to compare and rename. */
export function propose(name: string, text: string): string {
  const path = `${root}${name}/expected.json.new`
  writeFileSync(path, text)
  return path
}

/** Takes away a proposal that nobody needs any longer. */
export function withdrawProposal(name: string): void {
  rmSync(`${root}${name}/expected.json.new`, { force: true })
}
