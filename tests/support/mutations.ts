/** Damage done to whole pages, as by broken connections, careless converters and bad disks. */
import { between, type Chance } from '../../pipeline/demo/seeded.ts'

/** The page up to some byte. */
export function cutBytes(bytes: Uint8Array, chance: Chance): Uint8Array {
  return bytes.slice(0, between(chance, 0, bytes.length - 1))
}

/** The page with one to twenty bytes changed. */
export function flipBytes(bytes: Uint8Array, chance: Chance): Uint8Array {
  const damaged = Uint8Array.from(bytes)
  for (let flips = between(chance, 1, 20); flips > 0; flips -= 1)
    damaged[between(chance, 0, bytes.length - 1)] = between(chance, 0, 255)
  return damaged
}

/** The page with one to four of its tags gone. */
export function dropTags(html: string, chance: Chance): string {
  let text = html
  for (let drops = between(chance, 1, 4); drops > 0; drops -= 1) {
    const tags = [...text.matchAll(/<[^>]*>/g)]
    const tag = tags[between(chance, 0, tags.length - 1)]
    if (tag !== undefined) text = text.slice(0, tag.index) + text.slice(tag.index + tag[0].length)
  }
  return text
}

/** The page with one of its tags repeated somewhere else. */
export function strewTag(html: string, chance: Chance): string {
  const tags = [...html.matchAll(/<[^>]*>/g)]
  const tag = tags[between(chance, 0, tags.length - 1)]?.[0] ?? ''
  const at = between(chance, 0, html.length)
  return html.slice(0, at) + tag + html.slice(at)
}
