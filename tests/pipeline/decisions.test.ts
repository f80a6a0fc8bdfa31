/** An auditor's verdict lasts as long as the source says the same, and not a word longer. */
import { describe, expect, test } from 'vitest'
import { assembleSite } from '../../pipeline/assemble.ts'
import { digestOperands } from '../../pipeline/audit/decision-operands.ts'
import { applyDecisions, demotionNote, rateChecks, type Checked } from '../../pipeline/audit/decisions.ts'
import {
  bindFindings,
  decidedChecks,
  decidedKeys,
  settleDecisions,
  type Settled,
} from '../../pipeline/audit/decisions-rows.ts'
import { rules } from '../../pipeline/audit/catalogue.ts'
import { parsePack } from '../../pipeline/audit/pack.ts'
import { gatherReports } from '../../pipeline/reading.ts'
import type { DecisionEvent } from '../../warehouse/decisions.ts'
import type { FindingRow, SiteRows } from '../../warehouse/rows.ts'
import { check, confirm, dismiss, told, undo } from '../support/decision-events.ts'
import { office, readVersion, writeVersion } from '../support/shanghai-pages.ts'

const statesOf = (events: readonly DecisionEvent[], checks: readonly Checked[] = [check]): string[] =>
  applyDecisions(checks, events).events.map(({ state }) => state)

describe('operands', () => {
  test('order, white space and full-width digits do not count; text does', () => {
    const one = digestOperands([
      { name: 'a', raw: '1 2' },
      { name: 'b', raw: '（无）' },
    ])
    expect(
      digestOperands([
        { name: 'b', raw: '(无)' },
        { name: 'a', raw: '１２' },
      ]),
    ).toBe(one)
    expect(
      digestOperands([
        { name: 'a', raw: '13' },
        { name: 'b', raw: '(无)' },
      ]),
    ).not.toBe(one)
    expect(
      digestOperands([
        { name: 'b', raw: '12' },
        { name: 'a', raw: '(无)' },
      ]),
    ).not.toBe(one)
  })
})

describe('applying', () => {
  test('the last verdict stands, comments stand side by side', () => {
    const comment: DecisionEvent = { kind: 'comment', ...told('c'), ...check, reason: '已电话核实' }
    expect(statesOf([dismiss('1'), comment, confirm('2')])).toEqual(['superseded', 'standing', 'standing'])
  })

  test('undoing brings the verdict before it back; undoing that leaves none', () => {
    expect(statesOf([dismiss('1'), confirm('2'), undo('3', '2')])).toEqual(['standing', 'undone', 'standing'])
    expect(statesOf([dismiss('1'), undo('3', '1')])).toEqual(['undone', 'standing'])
  })

  test('it expires where the source says something else, and is not lost where the check is not made', () => {
    const changed = { ...check, operands: digestOperands([{ name: 't3.granted.total', raw: '7' }]) }
    expect(statesOf([dismiss('1')], [changed])).toEqual(['expired'])
    expect(statesOf([dismiss('1')], [])).toEqual(['not_checked'])
    expect(statesOf([dismiss('1')], [{ ...check, operands: '' }])).toEqual(['expired'])
    expect(statesOf([dismiss('1'), confirm('2', changed)], [changed])).toEqual(['expired', 'standing'])
  })

  test('a value is replaced cell by cell', () => {
    const override = (id: string, cell: string, value: number): DecisionEvent => ({
      kind: 'override',
      ...told(id),
      ...check,
      cell,
      value,
      reason: '见更正说明',
    })
    const events = [override('1', 'a', 1), override('2', 'b', 2), override('3', 'a', 3)]
    expect(statesOf(events)).toEqual(['superseded', 'standing', 'standing'])
  })
})

describe('dismissal rate', () => {
  const judged = (count: number, dismissed: number): DecisionEvent[] =>
    Array.from({ length: count }, (_, index) => {
      const on = { ...check, check: `ID-303:${index}` }
      return index < dismissed ? dismiss(`d${index}`, on) : confirm(`d${index}`, on)
    })

  test('over a fifth of at least twenty verdicts demotes, and it is said', () => {
    expect(rateChecks(judged(20, 5))).toEqual([{ code: 'NUM-03', verdicts: 20, dismissed: 5, demoted: true }])
    expect(rateChecks(judged(20, 5)).map(demotionNote)).toEqual([
      'NUM-03：审计人员的 20 个结论中排除 5 个（25%），超过 20%，该项核对降为提示（I）。',
    ])
  })

  test('exactly a fifth, or nineteen verdicts, do not', () => {
    expect(rateChecks(judged(20, 4))[0]?.demoted).toBe(false)
    expect(rateChecks(judged(19, 19))[0]?.demoted).toBe(false)
  })

  test('what was taken back and what was said twice do not count', () => {
    const events = [...judged(20, 5), undo('u', 'd0')]
    expect(rateChecks(events)).toEqual([{ code: 'NUM-03', verdicts: 19, dismissed: 4, demoted: false }])
    expect(rateChecks([dismiss('1'), confirm('2')])).toEqual([
      { code: 'NUM-03', verdicts: 1, dismissed: 0, demoted: false },
    ])
  })
})

describe('over snapshots', () => {
  const wrongSum = (html: string): string => html.replace('<td>859</td>', '<td>849</td>')
  const codes = rules.map(({ code }) => code)
  const rowsOf = (html: string, wordings: Record<string, string> = {}): SiteRows => {
    const gathered = gatherReports(office, [readVersion(html, '2025-03-01T18:00:00.000Z')])
    const { pack } = parsePack(JSON.stringify({ title: '表述', source: '试行', wordings }), codes)
    const packs = pack === null ? [] : [pack]
    return assembleSite({ site: office, ...gathered, outcome: undefined, asOf: '2025-03-01', packs })
  }
  const settled = (
    html: string,
    events: readonly DecisionEvent[],
    wordings: Record<string, string> = {},
  ): { rows: SiteRows & Settled['rows']; notes: string[] } => {
    const decided = decidedKeys(events)
    const site = bindFindings(rowsOf(html, wordings), decided, () => '')
    const { rows, notes } = settleDecisions(decidedChecks(site, decided), events)
    return { rows: { ...site, ...rows }, notes }
  }
  const findingOf = (rows: SiteRows): FindingRow | undefined =>
    rows.findings.find((finding) => finding.code === 'NUM-03' && finding.verdict === 'broken')
  const bound = (rows: SiteRows): Checked => {
    const finding = findingOf(rows)
    if (typeof finding?.operands !== 'string') throw new Error('the page has no broken NUM-03 to decide on')
    return { report: finding.report, code: finding.code, check: finding.check, operands: finding.operands }
  }

  test('it survives reading the page anew three times, with other furniture each time', () => {
    const events = [dismiss('1', bound(settled(writeVersion(1, wrongSum), []).rows))]
    for (const night of [2, 3, 4]) {
      const { rows, notes } = settled(writeVersion(night, wrongSum), events)
      expect(rows.decisions).toMatchObject([{ event: '1', state: 'standing' }])
      expect(notes).toEqual([])
      expect(rows.facts).toEqual(rowsOf(writeVersion(night, wrongSum)).facts)
    }
  })

  test('it expires, and says so, exactly where the text of an operand changed', () => {
    const events = [dismiss('1', bound(settled(writeVersion(1, wrongSum), []).rows))]
    const elsewhere = (html: string): string => wrongSum(html).replace('<td>805</td>', '<td>806</td>')
    expect(settled(writeVersion(2, elsewhere), events).rows.decisions).toMatchObject([{ state: 'standing' }])
    const here = (html: string): string => html.replace('<td>859</td>', '<td>848</td>')
    const { rows, notes } = settled(writeVersion(2, here), events)
    expect(rows.decisions).toMatchObject([{ state: 'expired' }])
    expect(notes.join()).toContain('因原文已变而失效')
    const mended = settled(writeVersion(2), events)
    expect(mended.rows.decisions).toMatchObject([{ state: 'expired' }])
  })

  test('it outlives another wording of its finding, and other faults found beside it', () => {
    const typo = (html: string): string => html.replace('公开的主动性', '行政事业型收费公开的主动性')
    const two = (html: string): string => typo(html).replace('还需加强', '还需加强，规范型文件少')
    const found = settled(writeVersion(1, typo), []).rows.findings.find(
      (finding) => finding.check === 'LAN-01:事业型收费',
    )
    if (typeof found?.operands !== 'string') throw new Error('the typo is not told')
    const { report, code, operands } = found
    const events = [dismiss('1', { report, code, check: found.check, operands })]
    const { rows } = settled(writeVersion(2, two), events, { 'LAN-01.right': '“{found}”似应作“{right}”。' })
    expect(rows.decisions).toMatchObject([{ state: 'standing' }])
    expect(rows.findings.map(({ message }) => message)).toContain('“规范型文件”似应作“规范性文件”。')
    expect(settled(writeVersion(3), events).rows.decisions).toMatchObject([{ state: 'expired' }])
  })

  test('a demoted code is only information', () => {
    const on = bound(settled(writeVersion(1, wrongSum), []).rows)
    const events = Array.from({ length: 20 }, (_, index) =>
      dismiss(`d${index}`, { ...on, check: `x${index}` }),
    )
    const { rows, notes } = settled(writeVersion(1, wrongSum), events)
    expect(rows.check_ratings).toMatchObject([{ code: 'NUM-03', demoted: true }])
    expect(notes.join()).toContain('降为提示')
  })
})
