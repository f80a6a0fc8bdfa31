// `npm run bench -- <name> …`: runs tests/bench/<name>.ts; without a name, every one of them.
import { readdirSync } from 'node:fs'
import { register } from 'tsx/esm/api'

register()
const names = readdirSync(new URL('.', import.meta.url))
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.slice(0, -3))
const wanted = process.argv.slice(2).filter((word) => !word.startsWith('-'))
const unknown = wanted.filter((name) => !names.includes(name))
if (unknown.length > 0) {
  console.error(`no benchmark ${unknown.join(', ')}; there are: ${names.join(', ')}`)
  process.exitCode = 2
} else for (const name of wanted.length > 0 ? wanted : names) await import(`./${name}.ts`)
