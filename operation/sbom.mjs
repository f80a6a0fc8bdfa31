// `npm run sbom`: what the program is made of, without the network: sbom.cdx.json (CycloneDX) and licences.md, from the lock file and node_modules.
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'

const text = execFileSync('npm', ['sbom', '--sbom-format=cyclonedx', '--omit=dev', '--offline'], {
  encoding: 'utf8',
  maxBuffer: 64_000_000,
  stdio: ['ignore', 'pipe', 'ignore'],
})
const { components } = JSON.parse(text)
/** What the package says of itself where that is no word of SPDX. */
function ownWord({ name: component, properties = [] }) {
  const told = properties.find(({ name }) => name === 'cdx:npm:package:path')?.value
  const path = told ?? `node_modules/${component}`
  return JSON.parse(readFileSync(`${path}/package.json`, 'utf8')).license ?? 'UNKNOWN'
}
const licenceOf = (component) =>
  (component.licenses ?? [])
    .map(({ license, expression }) => expression ?? license?.id ?? license?.name ?? '')
    .join(' AND ') || ownWord(component)
const rows = components
  .map((component) => [component.name, component.version, licenceOf(component)])
  .sort(([a], [b]) => (a < b ? -1 : 1))
const counts = new Map()
for (const [, , licence] of rows) counts.set(licence, (counts.get(licence) ?? 0) + 1)
const byCount = [...counts].sort((a, b) => b[1] - a[1])
writeFileSync('sbom.cdx.json', text)
writeFileSync(
  'licences.md',
  [
    '# Licences of what gouji is made of',
    '',
    '| licence | packages |',
    '|---|---|',
    ...byCount.map(([licence, count]) => `| ${licence} | ${count} |`),
    '',
    '| package | version | licence |',
    '|---|---|---|',
    ...rows.map((row) => `| ${row.join(' | ')} |`),
    '',
  ].join('\n'),
)
console.log(`${rows.length} packages: ${byCount.map(([licence, count]) => `${licence} ${count}`).join(', ')}`)
const unknown = rows.filter(([, , licence]) => licence === 'UNKNOWN').map(([name]) => name)
if (unknown.length > 0) {
  console.error(`without a licence: ${unknown.join(', ')}`)
  process.exitCode = 1
}
