/** A command line that cannot be understood is told in Chinese what is wrong with it, ends in 2, and does nothing. */
import { expect, test } from 'vitest'
import { play } from '../support/stage.ts'

test.each([
  [
    ['crawl', '--deadline', 'soon'],
    '选项 --deadline <when> 不接受“soon”。应写作时长（90s、45m、5h）或时刻（06:00）。',
  ],
  [['crawl', '--log', 'xml'], '选项 --log <form> 不接受“xml”。可用：human, jsonl。'],
  [['crawl', '--year'], '选项 --year <year> 后面缺少取值。'],
  [['crawl', '--yaer', '2024'], '没有选项 --yaer。'],
  [['crwal'], '没有命令 crwal。'],
  [['read'], '缺少参数 file。'],
  [['verify', 'all'], '参数太多：verify'],
])('%j', async (args, words) => {
  const { exit, out, log } = await play(args)
  const said = log.join('\n')
  expect(exit).toBe(2)
  expect(out).toEqual([])
  expect(said).toContain(words)
  expect(said).toContain('用法见 --help。')
  expect(said).not.toMatch(/error:|Did you mean|invalid|Allowed/)
})

test('help says in Chinese what an option takes and what it is where it is not given', async () => {
  const { exit, out } = await play(['crawl', '--help'])
  const help = out.join('\n')
  expect(exit).toBe(0)
  expect(help).toContain('工作区文件夹（默认：workspace）')
  expect(help).toMatch(/可用：human、jsonl；\s*默认：human/)
  expect(help).not.toMatch(/default|choices/)
})
