/** The decisions file: appended once, whole or not at all; a torn last line is set aside, any other bad line stops everything. */
import { appendFile, mkdtemp, readFile, readdir, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { appendDecisions, readDecisions } from '../../pipeline/audit/decision-file.ts'
import { decisionLine, parseDecisions } from '../../warehouse/decisions.ts'
import { confirm, dismiss, undo } from '../support/decision-events.ts'
import { stage } from '../support/stage.ts'

describe('the file', () => {
  let path = ''
  let clock = stage()
  beforeEach(async () => {
    path = join(await mkdtemp(join(tmpdir(), 'gouji-decisions-')), 'decisions.jsonl')
    clock = stage()
  })

  test('appends once what is imported twice, and reads it back', async () => {
    expect(await appendDecisions(path, [dismiss('1'), undo('2', '1')], clock)).toHaveLength(2)
    expect(await appendDecisions(path, [dismiss('1'), confirm('3')], clock)).toEqual([confirm('3')])
    expect(await readDecisions(path, clock)).toEqual([dismiss('1'), undo('2', '1'), confirm('3')])
    expect(await readdir(join(path, '..'))).toEqual(['decisions.jsonl'])
  })

  test('writers at once lose nothing', async () => {
    await Promise.all(
      Array.from({ length: 12 }, (_, index) => appendDecisions(path, [confirm(String(index))], clock)),
    )
    expect(await readDecisions(path, clock)).toHaveLength(12)
  })

  test('a torn last line is set aside beside it and reported; all before it holds', async () => {
    const half = Buffer.from(decisionLine(dismiss('2'))).subarray(0, -60)
    await writeFile(path, decisionLine(dismiss('1')))
    await appendFile(path, half)
    expect(await readDecisions(path, clock)).toEqual([dismiss('1')])
    const aside = `${path}.2025-02-12T180000Z.torn`
    expect(await readFile(aside)).toEqual(half)
    expect(clock.logged.join()).toContain(aside)
    expect(await readFile(path, 'utf8')).toBe(decisionLine(dismiss('1')))
    await appendDecisions(path, [confirm('3')], clock)
    expect(await readDecisions(path, clock)).toHaveLength(2)
  })

  test('every other bad line is told with its number, and nothing is applied', async () => {
    const bad = [
      decisionLine(dismiss('1')),
      'no json\n',
      `${JSON.stringify({ ...dismiss('2'), reason: undefined })}\n`,
      decisionLine(dismiss('1')),
      decisionLine(undo('4', 'nobody')),
      `${JSON.stringify({ ...confirm('5'), colour: 'red' })}\n`,
    ]
    await writeFile(path, bad.join(''))
    const failure = await readDecisions(path, clock).catch((error: unknown) => error)
    expect(failure).toMatchObject({ exit: 'usage' })
    const message = failure instanceof Error ? failure.message : ''
    for (const line of [2, 3, 4, 5, 6]) expect(message).toContain(`decisions.jsonl:${line}  `)
    expect(message).not.toContain('decisions.jsonl:1  ')
    await expect(appendDecisions(path, [confirm('9')], clock)).rejects.toThrow('没有采用')
    expect(await readFile(path, 'utf8')).toBe(bad.join(''))
  })

  test('an undo cannot be undone', () => {
    const { faults } = parseDecisions(
      [dismiss('1'), undo('2', '1'), undo('3', '2')].map(decisionLine).join(''),
    )
    expect(faults).toEqual([{ line: 3, message: '不能撤销一次撤销：请重新作出决定' }])
  })
})
