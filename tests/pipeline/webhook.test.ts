/** The morning digest by webhook: what is sent, and that nothing that befalls it fails the night. */
import { createServer, type Server } from 'node:http'
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { digestSchema } from '../../pipeline/record/digest.ts'
import { runEventSchema, type RunEvent } from '../../pipeline/record/events.ts'
import { startNightCounty, type NightCounty } from '../support/night-county.ts'
import { workspaceOf } from '../support/night-workspace.ts'
import { play } from '../support/stage.ts'

let county: NightCounty
let receiver: Server
let port = 0
let folder = ''
/** What the receiver was sent, and how it answers: a status, or null where it never does. */
const sent: { type: string | undefined; body: string }[] = []
let answers: (number | null)[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gouji-webhook-'))
  county = await startNightCounty({ towns: 0, years: [2024] })
  receiver = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8')
    request.on('data', (part: string) => {
      body += part
    })
    request.on('end', () => {
      sent.push({ type: request.headers['content-type'], body })
      const status = answers.shift()
      if (status !== null) response.writeHead(status ?? 200).end()
    })
  })
  await new Promise<void>((resolve) => {
    receiver.listen(0, '127.0.0.1', resolve)
  })
  const bound = receiver.address()
  if (bound !== null && typeof bound === 'object') port = bound.port
})
afterEach(() => {
  sent.length = 0
  answers = []
})
afterAll(async () => {
  await county.close()
  receiver.closeAllConnections()
  receiver.close()
  await rm(folder, { recursive: true })
})

/** A night whose digest goes to an address; answers how it ended and what its events say of the message. */
async function night(
  form: string,
  { to = `http://127.0.0.1:${port}/hook`, timeout = 10_000 }: { to?: string; timeout?: number } = {},
): Promise<{ exit: number; log: string; told: RunEvent | undefined }> {
  const webhook = `notify: { webhook: { url: '${to}', form: ${form}, attempts: 2, timeout_ms: ${timeout} } }\n`
  await workspaceOf(county, webhook, folder)
  const { exit, log } = await play(['night', '-w', folder])
  const run = (await readdir(join(folder, 'runs'))).sort().at(-1) ?? ''
  const lines = (await readFile(join(folder, 'runs', run, 'events.jsonl'), 'utf8')).trimEnd().split('\n')
  const events = lines.map((line) => runEventSchema.parse(JSON.parse(line)))
  return { exit, log: log.join('\n'), told: events.find(({ type }) => type === 'message_sent') }
}

test('the body is the digest as JSON, with its headline and its words', async () => {
  const { exit, told } = await night('json')
  expect(exit).toBe(0)
  expect(told).toMatchObject({ to: `127.0.0.1:${port}`, attempts: 1, delivered: true, detail: '' })
  expect(sent).toHaveLength(1)
  expect(sent[0]?.type).toMatch(/^application\/json/)
  const { digest, headline, markdown } = JSON.parse(sent[0]?.body ?? '')
  expect(digestSchema.parse(digest)).toMatchObject({ command: 'night', code: 0 })
  expect(markdown).toContain(headline)
})

test.each([
  ['wecom', { msgtype: 'markdown', markdown: { content: expect.stringMatching(/^勾稽晨报\n/) } }],
  [
    'dingtalk',
    {
      msgtype: 'markdown',
      markdown: { title: expect.stringMatching(/^勾稽：/), text: expect.stringMatching(/^勾稽晨报\n/) },
    },
  ],
  ['feishu', { msg_type: 'text', content: { text: expect.stringMatching(/^勾稽晨报\n/) } }],
])('%s gets the form that it understands', async (form, body) => {
  expect((await night(form)).exit).toBe(0)
  expect(JSON.parse(sent[0]?.body ?? '')).toMatchObject(body)
})

test('a receiver that fails once is asked again; one that goes on failing is named, and the night is well', async () => {
  answers = [503]
  expect((await night('json')).told).toMatchObject({ attempts: 2, delivered: true })
  answers = [500, 404]
  const { exit, log, told } = await night('json')
  expect(exit).toBe(0)
  expect(told).toMatchObject({ attempts: 2, delivered: false, detail: '对方返回 404' })
  expect(log).toContain('晨报没有送达')
})

test('one that never answers is given up after its time, one that is not there at once', async () => {
  answers = [null, null]
  const hanging = await night('json', { timeout: 100 })
  expect(hanging.exit).toBe(0)
  expect(hanging.told).toMatchObject({ attempts: 2, delivered: false })
  const absent = await night('json', { to: 'http://127.0.0.1:1/' })
  expect(absent.exit).toBe(0)
  expect(absent.told).toMatchObject({ attempts: 2, delivered: false })
})

test('offline nothing is sent', async () => {
  await night('json')
  sent.length = 0
  expect((await play(['night', '-w', folder, '--offline'])).exit).toBe(0)
  expect(sent).toEqual([])
})
