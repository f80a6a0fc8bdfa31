// Counties whose reports can be read and audited, of the size that sites serve, each on a loopback address of its own. Prints their hosts,
// ends with its input.
import { register } from 'tsx/esm/api'

register()
const { chanceOf } = await import('../../pipeline/demo/seeded.ts')
const { stretch } = await import('../support/corpus.ts')
const { writeCounty } = await import('../support/county-generator.ts')
const { reportOf, startCounty } = await import('../support/county-server.ts')
const [counties, reports] = process.argv.slice(2).map(Number)
const years = [2019, 2020, 2021, 2022, 2023, 2024]
const hosts = []
for (let number = 0; number < counties; number += 1) {
  const code = String(100_001 + number)
  const chance = chanceOf(`portal ${code}`)
  const written = writeCounty({ code, name: '平原县', towns: reports / years.length, years })
    .filter(({ publisher }) => publisher.kind === 'township')
    .toSorted((a, b) => a.publisher.code.localeCompare(b.publisher.code) || a.year - b.year)
  const pages = written.map(({ html, publisher }, index) =>
    Buffer.from(
      stretch(
        html.replaceAll(publisher.name, reportOf(index).publisher),
        40_000 + 360_000 * chance() ** 1.05,
      ),
    ),
  )
  const address = `127.0.1.${number + 1}`
  const { host } = await startCounty({ reports, address, body: (index) => pages[index] })
  hosts.push({ code, host })
}
console.log(JSON.stringify(hosts))
process.stdin.resume()
process.stdin.on('end', () => process.exit(0))
