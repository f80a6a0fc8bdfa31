/** Silent edits: what a report says now and did not say before, figure by figure and paragraph by paragraph. Pure. */
import type { Fact } from '../../parsers/facts.ts'
import type { Paragraph } from '../../parsers/report/paragraphs.ts'

/** A version of a report: every archived page that says just this. */
export interface Version {
  revision: number
  /** UTC ISO time at which it was first archived. */
  first_seen: string
  snapshots: readonly string[]
}

/** What one run saw at the report's address; null where it could not see the page. `at` is the run's UTC ISO time of beginning. */
export interface Sighting {
  at: string
  snapshot: string | null
}

/** The version that a sighting shows: the newest one that carries these bytes and had been seen by the end of that run. */
function versionAt(
  versions: readonly Version[],
  snapshot: string,
  until: string | undefined,
): Version | undefined {
  return versions.findLast(
    (version) => version.snapshots.includes(snapshot) && (until === undefined || version.first_seen < until),
  )
}

/**
 * When each version was confirmed: at the second of two runs in a row that show it (runs that could not see the page do not count).
 * The first version is what all else is compared with and needs no confirming; a version from before `since`, the beginning of the oldest
 * run on record, is taken as confirmed when it was first seen. Versions that are still waiting are absent.
 */
export function confirmVersions(
  versions: readonly Version[],
  sightings: readonly Sighting[],
  since: string | null,
): ReadonlyMap<number, string> {
  const confirmed = new Map<number, string>()
  for (const [index, { revision, first_seen }] of versions.entries())
    if (index === 0 || since === null || first_seen < since) confirmed.set(revision, first_seen)
  let last: number | null = null
  const seen = sightings.filter(({ snapshot }) => snapshot !== null)
  for (const [index, { at, snapshot }] of seen.entries()) {
    const shown: number | null =
      snapshot === null ? null : (versionAt(versions, snapshot, seen[index + 1]?.at)?.revision ?? null)
    if (shown !== null && shown === last && !confirmed.has(shown)) confirmed.set(shown, at)
    last = shown
  }
  return confirmed
}

/** Two versions to compare, and when the newer was confirmed; null while it waits for a second run. */
export interface VersionPair {
  older: number
  newer: number
  reported_at: string | null
}

/** Confirmed versions in a row, and last the newest one where it is still waiting: what only flickered by is no change. */
export function pairVersions(
  versions: readonly Version[],
  confirmed: ReadonlyMap<number, string>,
): VersionPair[] {
  const standing = versions.filter(
    ({ revision }, index) => confirmed.has(revision) || index === versions.length - 1,
  )
  return standing.slice(1).flatMap(({ revision }, index): VersionPair[] => {
    const older = standing[index]
    return older === undefined
      ? []
      : [{ older: older.revision, newer: revision, reported_at: confirmed.get(revision) ?? null }]
  })
}

/** A figure that differs; a side is null where the version does not have the cell. */
export interface FigureChange {
  cell: string
  old: Fact | null
  new: Fact | null
}

/** The cells whose value, kind of nothing or text differ, in the order of the newer version. */
export function compareFigures(older: readonly Fact[], newer: readonly Fact[]): FigureChange[] {
  const before = new Map<string, Fact>(older.map((fact) => [fact.cell, fact]))
  const after = new Set<string>(newer.map(({ cell }) => cell))
  const differing = newer.flatMap((fact): FigureChange[] => {
    const old = before.get(fact.cell) ?? null
    return old?.value === fact.value && old.state === fact.state && old.raw === fact.raw
      ? []
      : [{ cell: fact.cell, old, new: fact }]
  })
  const gone = older.filter(({ cell }) => !after.has(cell))
  return [...differing, ...gone.map((old): FigureChange => ({ cell: old.cell, old, new: null }))]
}

type Prose = Pick<Paragraph, 'section' | 'text' | 'start' | 'end'>

/** A paragraph that was added (no `old`), removed (no `new`) or reworded. */
export interface ParagraphChange {
  section: number | null
  old: Prose | null
  new: Prose | null
}

/** How alike two paragraphs are by their pairs of units, 0 to 1: reworded, or two different ones? */
function alikeness(one: string, other: string): number {
  const pairs = (text: string): Set<string> =>
    new Set(Array.from({ length: Math.max(0, text.length - 1) }, (_, at) => text.slice(at, at + 2)))
  const [a, b] = [pairs(one), pairs(other)]
  let common = 0
  for (const pair of a) if (b.has(pair)) common += 1
  return a.size + b.size === 0 ? 0 : (2 * common) / (a.size + b.size)
}

/** Positions of a longest common subsequence of two texts' paragraphs. */
function commonPositions(older: readonly Prose[], newer: readonly Prose[]): [number, number][] {
  const width = newer.length + 1
  const longest = new Uint16Array((older.length + 1) * width)
  const at = (i: number, j: number): number => longest[i * width + j] ?? 0
  const same = (i: number, j: number): boolean =>
    older[i]?.text === newer[j]?.text && older[i]?.section === newer[j]?.section
  for (let i = older.length - 1; i >= 0; i -= 1)
    for (let j = newer.length - 1; j >= 0; j -= 1)
      longest[i * width + j] = same(i, j) ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
  const positions: [number, number][] = []
  for (let i = 0, j = 0; i < older.length && j < newer.length;) {
    if (same(i, j)) positions.push([i++, j++])
    else if (at(i + 1, j) >= at(i, j + 1)) i += 1
    else j += 1
  }
  return positions
}

/** Pairs what was taken out of a gap with what was put in, in order, where one reads like the other. */
function pairGap(removed: readonly Prose[], added: readonly Prose[]): ParagraphChange[] {
  const changes: ParagraphChange[] = []
  let next = 0
  for (const old of removed) {
    const match = added.findIndex(
      ({ text, section }, at) => at >= next && section === old.section && alikeness(old.text, text) >= 0.4,
    )
    for (const one of match < 0 ? [] : added.slice(next, match))
      changes.push({ section: one.section, old: null, new: one })
    const reworded = added[match]
    changes.push({ section: old.section, old, new: reworded ?? null })
    if (match >= 0) next = match + 1
  }
  for (const one of added.slice(next)) changes.push({ section: one.section, old: null, new: one })
  return changes
}

/** The paragraphs of the six chapters that were added, removed or reworded, in reading order; what stands above them is no part of it. */
export function compareParagraphs(older: readonly Prose[], newer: readonly Prose[]): ParagraphChange[] {
  const [before, after] = [older, newer].map((prose) => prose.filter(({ section }) => section !== null))
  if (before === undefined || after === undefined) return []
  const changes: ParagraphChange[] = []
  let [i, j] = [0, 0]
  for (const [toOld, toNew] of [...commonPositions(before, after), [before.length, after.length] as const]) {
    changes.push(...pairGap(before.slice(i, toOld), after.slice(j, toNew)))
    i = toOld + 1
    j = toNew + 1
  }
  return changes
}
