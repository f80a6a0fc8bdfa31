/** Documentation that is tested: every link leads somewhere, every flag exists, and in CI every command of docs/ is run. */
import { execFile } from 'node:child_process'
import { chmod, cp, mkdir, mkdtemp, readFile, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startNightCounty, type NightCounty } from './support/night-county.ts'
import { play } from './support/stage.ts'

const root = join(import.meta.dirname, '..')
const run = promisify(execFile)

/** Markdown files for users, by path from the root. */
async function pages(): Promise<string[]> {
  const docs = (await readdir(join(root, 'docs'), { recursive: true })).map((name) => join('docs', name))
  const top = (await readdir(root)).filter((name) => !/^(?:CHANGELOG|DECISIONS|licences)/.test(name))
  return [...top, ...docs].filter((name) => name.endsWith('.md')).sort()
}

/** Shell of a page: what stands in its blocks that are marked sh, in order. */
function shellOf(text: string): string[] {
  return [...text.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].flatMap(([, block]) => block ?? [])
}

const all = await pages()

test.each(all)('%s: every link leads to a file', async (page) => {
  const text = await readFile(join(root, page), 'utf8')
  const targets = [...text.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)].flatMap(([, target]) => target ?? [])
  for (const target of targets.filter((one) => !/^(?:https?|mailto):/.test(one)))
    expect(await stat(join(root, dirname(page), target)).then(() => true), target).toBe(true)
})

test('every command and flag that a page shows exists', async () => {
  const reference = (await play(['reference', 'commands'])).out.join('\n')
  const sections = new Map(
    reference.split('\n## gouji ').map((section) => [section.split(/[ \n]/)[0] ?? '', section]),
  )
  const wrong: string[] = []
  for (const page of all) {
    const text = await readFile(join(root, page), 'utf8')
    for (const line of shellOf(text).join('\n').split('\n')) {
      const words = /(?:^|\s)(?:npx )?gouji ([a-z][a-z-]*)(.*)/.exec(line)
      if (words === null) continue
      const [, verb = '', rest = ''] = words
      if (verb === 'help') continue
      const section = verb === 'review' ? reference : sections.get(verb)
      if (section === undefined) wrong.push(`${page}: gouji ${verb}`)
      for (const [flag] of rest.replace(/\s#.*$/, '').matchAll(/(?<=\s)--?[a-z][a-z-]*/g))
        if (!(section ?? '').includes(flag)) wrong.push(`${page}: gouji ${verb} ${flag}`)
    }
  }
  expect(wrong).toEqual([])
})

/** Programs that a machine of this suite need not have, or that would change it: they only say that they were called. */
const stubs = ['sudo', 'systemctl', 'crontab', 'docker', 'npm', 'apt-get']

describe.skipIf(process.env['CI'] === undefined)('in CI every command of a page runs', () => {
  let county: NightCounty
  let bin = ''
  beforeAll(async () => {
    county = await startNightCounty({ towns: 1, years: [2022, 2023] })
    bin = await mkdtemp(join(tmpdir(), 'gouji-docs-bin-'))
    for (const name of stubs) await writeFile(join(bin, name), '#!/bin/sh\nexit 0\n')
    // The portal of the suite stands in for the county of the text.
    await writeFile(
      join(bin, 'npx'),
      `#!/bin/bash
[ "$1" = gouji ] || exit 0
shift
exec ${join(root, 'pipeline', 'gouji.mjs')} "\${@//www.example.gov.cn/${county.host}}"
`,
    )
    for (const name of [...stubs, 'npx']) await chmod(join(bin, name), 0o755)
  })
  afterAll(async () => {
    await county.close()
    await rm(bin, { recursive: true })
  })

  test.each(all.filter((page) => page.startsWith('docs/') && page !== 'docs/scale.md'))(
    '%s',
    async (page) => {
      const script = shellOf(await readFile(join(root, page), 'utf8')).join('\n')
      const folder = await mkdtemp(join(tmpdir(), 'gouji-docs-'))
      try {
        await symlink(join(root, 'operation'), join(folder, 'operation'))
        await mkdir(join(folder, 'workspace'))
        await writeFile(join(folder, 'county.yaml'), county.yaml)
        const [list = ''] = [...county.lists.values()]
        await writeFile(join(folder, 'page.html'), list)
        county.pages.set('/zwgk/nb.htm', list)
        await cp(join(root, 'package.json'), join(folder, 'package.json'))
        // Settings that only a portal on this machine needs.
        const allowed = script.replaceAll(
          /^(echo 'crawl: \{.*)'( > .*)$|^(crawl:)$/gm,
          (line, echo: string | undefined, into: string | undefined) =>
            echo === undefined
              ? `network: { allow: [127.0.0.0/8] }\n${line}\n  gap_ms: 0\n  browser: false`
              : `printf '%s\\n' '${echo.slice(6).replace(' }', ', gap_ms: 0, browser: false }')}' 'network: { allow: [127.0.0.0/8] }'${into ?? ''}`,
        )
        const path = join(folder, 'page.sh')
        await writeFile(path, `set -euo pipefail\n${allowed}`)
        const { stderr } = await run('bash', [path], {
          cwd: folder,
          env: { ...process.env, PATH: `${bin}:${process.env['PATH'] ?? ''}`, NO_COLOR: '1' },
          timeout: 300_000,
          maxBuffer: 64_000_000,
        })
        expect(stderr).not.toContain('TypeError')
      } finally {
        await rm(folder, { recursive: true, force: true })
      }
    },
    300_000,
  )
})
