// A county of large reports in a process of its own, so that only the crawler's time is measured. Prints its host, ends with its input.
import { register } from 'tsx/esm/api'

register()
const { corpus } = await import('../support/corpus.ts')
const { startCounty } = await import('../support/county-server.ts')
const pages = corpus(60)
const county = await startCounty({
  reports: Number(process.argv[2]),
  body: (index) => pages[index % pages.length],
})
console.log(county.host)
process.stdin.resume()
process.stdin.on('end', () => process.exit(0))
