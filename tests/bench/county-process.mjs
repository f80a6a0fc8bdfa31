// A county of large reports in a process of its own, so that only the crawler's time is measured. Prints its host, ends with its input.
import { register } from 'tsx/esm/api'

register()
const { corpus } = await import('../support/corpus.ts')
const { startCounty } = await import('../support/county-server.ts')
const pages = corpus(60)
const county = await startCounty({
  reports: Number(process.argv[2]),
  // No two pages are alike: the same bytes a second time would cost a revisit record only.
  body: (index) => Buffer.concat([pages[index % pages.length], Buffer.from(`<!-- ${index} -->`)]),
})
console.log(county.host)
process.stdin.resume()
process.stdin.on('end', () => process.exit(0))
