/** The files for those who run gouji name what is there: the Dockerfile, the systemd units, the cron line. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { exitCodes } from '../pipeline/exit.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const read = (name: string): string => readFileSync(join(root, name), 'utf8')
const { engines } = z
  .object({ engines: z.object({ node: z.string().regex(/^>=\d+\.\d+$/) }) })
  .parse(JSON.parse(read('package.json')))
const dockerfile = read('operation/Dockerfile')
const units = readdirSync(join(root, 'operation')).filter((name) => /\.(?:service|timer)$/.test(name))

test('the image has a Node that package.json allows', () => {
  const [, major = ''] = /^FROM node:(\d+)-/m.exec(dockerfile) ?? []
  const [oldest = ''] = engines.node.slice(2).split('.')
  expect(Number(major)).toBeGreaterThanOrEqual(Number(oldest))
})

test('the image is given every file that the program is made of, and none that is not there', () => {
  const copied = [...dockerfile.matchAll(/^COPY (.+) \S+$/gm)].flatMap(([, names = '']) => names.split(' '))
  for (const name of copied) expect(existsSync(join(root, name)), name).toBe(true)
  const parts = [
    'crawlers',
    'parsers',
    'warehouse',
    'dashboards',
    'pipeline',
    'package.json',
    'package-lock.json',
  ]
  expect(copied).toEqual(expect.arrayContaining(parts))
})

test('the image runs as its own user, and compiles before its root can no longer be written', () => {
  const lines = dockerfile.split('\n')
  const at = (start: string): number => lines.findIndex((line) => line.startsWith(start))
  expect(at('USER gouji')).toBeGreaterThan(at('RUN pipeline/gouji.mjs'))
  expect(at('RUN pipeline/gouji.mjs')).toBeGreaterThan(at('COPY pipeline'))
  expect(at('ENTRYPOINT')).toBeGreaterThan(at('USER gouji'))
})

test.each([...units, 'crontab', 'Dockerfile'])('%s starts a program that is there', (name) => {
  const started = [...read(`operation/${name}`).matchAll(/(?:\/opt\/gouji\/|RUN |&& )(pipeline\/[\w.-]+)/g)]
  if (!name.endsWith('.timer')) expect(started.length).toBeGreaterThan(0)
  for (const [, path = ''] of started) expect(existsSync(join(root, path)), path).toBe(true)
})

test('systemd takes for a success only what is none of the machine’s faults', () => {
  const [, codes = ''] = /^SuccessExitStatus=(.+)$/m.exec(read('operation/gouji-night.service')) ?? []
  const { partial, deadline, interrupted, terminated } = exitCodes
  expect(codes.split(' ').map(Number)).toEqual([partial, deadline, interrupted, terminated])
})

test('the timer starts the unit of its name', () => {
  for (const name of units.filter((unit) => unit.endsWith('.timer')))
    expect(units).toContain(name.replace('.timer', '.service'))
})
