/** Holds the house rules that a machine can hold: who may import whom, and names that mean nothing. */
import { readFileSync, readdirSync } from 'node:fs'
import { dirname, join, normalize, relative } from 'node:path'
import { expect, test } from 'vitest'

const root = normalize(join(import.meta.dirname, '..'))

/** Folder → what its files may import of ours besides their own folder. */
const mayImport: Record<string, readonly string[]> = {
  crawlers: ['parsers/page'],
  parsers: [],
  warehouse: [],
  dashboards: ['warehouse'],
  pipeline: ['crawlers', 'parsers', 'warehouse', 'dashboards'],
}
const emptyNames = /^(?:utils?|helpers?|common|misc|types|constants|shared|core|services)$/
/** Node's own modules that reach disk, network, processes or the clock; pure folders have no business with them. */
const effectful =
  /^node:(?:fs|net|http|https|http2|tls|dns|dgram|child_process|worker_threads|cluster|timers)(?:\/|$)/

function sourcesOf(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:ts|mjs|js)$/.test(name))
    .map((name) => join(folder, name))
}

const importPattern =
  /(?:^|\n)\s*(?:import|export)\s[^'"]*?from\s*'([^']+)'|import\(\s*'([^']+)'\s*\)|(?:^|\n)\s*import\s*'([^']+)'/g

function importsOf(file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8')
  return [...text.matchAll(importPattern)].flatMap((match) =>
    match.slice(1).filter((name) => name !== undefined),
  )
}

const files = Object.keys(mayImport).flatMap(sourcesOf)

test('every file imports only what its folder may', () => {
  const strays = files.flatMap((file) => {
    const folder = file.split('/')[0] ?? ''
    return importsOf(file)
      .filter((name) => name.startsWith('.'))
      .map((name) => relative(root, join(root, dirname(file), name)))
      .filter((target) => !target.startsWith(`${folder}/`) && target !== 'package.json')
      .filter((target) => !(mayImport[folder] ?? []).some((allowed) => target.startsWith(`${allowed}/`)))
      .map((target) => `${file} imports ${target}, which ${folder}/ may not`)
  })
  expect(strays).toEqual([])
})

test('parsers stay pure: no disk, network, process or timer', () => {
  const strays = sourcesOf('parsers').flatMap((file) =>
    importsOf(file)
      .filter((name) => effectful.test(name))
      .map((name) => `${file} imports ${name}`),
  )
  expect(strays).toEqual([])
})

test('one file names the driver of the database', () => {
  const users = files.filter((file) =>
    importsOf(file).some((name) => name.startsWith('@duckdb/') || name === 'duckdb'),
  )
  expect(users).toEqual(['warehouse/open.ts'])
})

test('no file or folder is named after nothing', () => {
  const names = files.flatMap((file) => file.split('/').map((part) => part.replace(/\.(?:ts|mjs|js)$/, '')))
  expect(names.filter((name) => emptyNames.test(name))).toEqual([])
})

test('every source file stays readable in five minutes', () => {
  const long = files.filter((file) => readFileSync(join(root, file), 'utf8').split('\n').length > 330)
  expect(long).toEqual([])
})
