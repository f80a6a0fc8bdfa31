// A process that only reads, or only loads with cheerio, pages of a folder; it answers each order with what that took.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { register } from 'tsx/esm/api'

register()
const { read } = await import('../../parsers/read.ts')
const { auditReport } = await import('../../pipeline/audit/run.ts')
const { load } = await import('cheerio')
const megabyte = 1_048_576
const hints = { url: 'http://www.example.gov.cn/info/1040/2338.htm', contentType: 'text/html' }
let facts = 0
const works = {
  read(bytes) {
    const { value } = read(bytes, hints)
    auditReport(value)
    facts += value.facts.length
  },
  load(bytes) {
    load(new TextDecoder().decode(bytes))
  },
}

process.on('message', ({ work, folder, pages, documents }) => {
  const resident = process.memoryUsage.rss() / megabyte
  const begun = process.cpuUsage()
  for (let at = 0; at < documents; at += 1) works[work](readFileSync(join(folder, `${at % pages}.html`)))
  const { user, system } = process.cpuUsage(begun)
  const peak = process.resourceUsage().maxRSS / 1024
  process.send({
    cpu: (user + system) / 1e6,
    facts,
    before: resident,
    after: process.memoryUsage.rss() / megabyte,
    peak,
  })
})
process.send('ready')
