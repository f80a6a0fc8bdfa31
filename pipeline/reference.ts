/** The reference, written by the program itself: one Markdown page a subject. Pure. */
import type { Command } from 'commander'
import { z } from 'zod'
import { exitWord } from '../dashboards/status-words.ts'
import { problemCodes } from '../parsers/problem.ts'
import { codebookRows } from './form-rows.ts'
import { rules } from './audit/catalogue.ts'
import { exitCodes } from './exit.ts'
import { runEventSchema, stepNames } from './record/events.ts'
import { settingsSchema } from './settings.ts'

const cell = (value: unknown): string =>
  (typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value))
    .replaceAll('|', '\\|')
    .replaceAll(/\s*\n\s*/g, ' ')

/** A Markdown table. */
function table(headings: readonly string[], rows: readonly (readonly unknown[])[]): string[] {
  return [
    `| ${headings.join(' | ')} |`,
    `|${headings.map(() => '---').join('|')}|`,
    ...rows.map((row) => `| ${row.map(cell).join(' | ')} |`),
    '',
  ]
}

function commandPage(command: Command, above: string): string[] {
  const name = `${above} ${command.name()}`
  const usage = command.registeredArguments.map((one) =>
    one.required ? `<${one.name()}>` : `[${one.name()}]`,
  )
  const inner = command.commands.flatMap((one) => commandPage(one, name))
  const own =
    command.commands.length > 0
      ? []
      : [
          `## ${[name, ...usage].join(' ')}`,
          '',
          command.description(),
          '',
          ...table(
            ['选项', '含义', '缺省'],
            command.options.map(({ flags, description, defaultValue }) => [
              `\`${flags}\``,
              description,
              defaultValue === false || defaultValue === true ? undefined : defaultValue,
            ]),
          ),
        ]
  return [...own, ...inner]
}

const jsonProperty = z.looseObject({
  description: z.string().optional(),
  type: z.string().optional(),
  enum: z.array(z.unknown()).optional(),
  default: z.unknown().optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
})

function settingRows(key: string, schema: unknown): unknown[][] {
  const { description, type, properties, default: usual, enum: choices } = jsonProperty.parse(schema)
  const inner = Object.entries(properties ?? {}).flatMap(([name, one]) =>
    settingRows(key === '' ? name : `${key}.${name}`, one),
  )
  if (key === '') return inner
  const kind = choices === undefined ? (type ?? '') : choices.map(String).join('、')
  const own = [
    `\`${key}\``,
    properties === undefined ? kind : '',
    properties === undefined ? usual : undefined,
    description,
  ]
  return [own, ...inner]
}

/** What to do about each way of ending, besides what it means. */
const exitRemedies: Readonly<Record<keyof typeof exitCodes, string>> = {
  complete: '不必做什么。',
  bug: '看日志里的错误，报告维护者；再次运行会接着做。',
  usage: '改正所列各处；gouji doctor 指出缺什么。',
  partial: '看晨报：网站恢复后自动补采。',
  refused: '核对原因；属实则 gouji publish --accept "理由"。',
  unverified: '从备份恢复受损的文件，再运行 gouji verify。',
  exhausted: 'gouji gc 腾出空间，或扩大磁盘；再次运行会接着做。',
  deadline: '下一夜接着做；夜夜如此就放宽时限。',
  busy: '等另一次运行结束。',
  interrupted: '再次运行会接着做。',
  terminated: '再次运行会接着做。',
}

const eventShapes = z.object({
  anyOf: z.array(jsonProperty).optional(),
  oneOf: z.array(jsonProperty).optional(),
})
const typeConst = z.looseObject({ const: z.string() })

/** Pages by name; `program` is the whole command line. */
export const referencePages: Readonly<Record<string, (program: Command) => string[]>> = {
  commands: (program) => ['# 命令', '', ...program.commands.flatMap((one) => commandPage(one, 'gouji'))],
  settings: () => [
    '# 设置：config.yaml',
    '',
    ...table(
      ['键', '类型', '缺省', '含义'],
      settingRows('', z.toJSONSchema(settingsSchema, { io: 'input', unrepresentable: 'any' })),
    ),
  ],
  'exit-codes': () => [
    '# 结束码',
    '',
    ...table(
      ['码', '名称', '含义', '怎么办'],
      Object.entries(exitCodes).map(([name, code]) => {
        const { label, meaning } = exitWord(name)
        const remedy = Object.entries(exitRemedies).find(([key]) => key === name)?.[1]
        return [String(code), name, `${label}：${meaning}`, remedy]
      }),
    ),
  ],
  'problem-codes': () => [
    '# 读取问题：程序没有读懂之处，不是对单位的审计发现',
    '',
    ...table(
      ['代码', '程度', '含义', '怎么办'],
      Object.entries(problemCodes).map(([code, { severity, label, remedy }]) => [
        `\`${code}\``,
        severity,
        label,
        remedy,
      ]),
    ),
  ],
  rules: () => [
    '# 核对规则',
    '',
    ...table(
      ['代码', '程度', '应当成立的关系', '依据', '例子'],
      rules.map(({ code, severity, title, basis, examples }) => [
        code,
        severity,
        title,
        basis,
        examples.map(({ name }) => name).join('；'),
      ]),
    ),
  ],
  dictionary: () => [
    '# 指标口径',
    '',
    ...table(
      ['代码', '单位', '2021 年表式', '2019 年表式', '2014 年附表'],
      codebookRows().map((row) => [
        `\`${row.cell}\``,
        row.unit_label,
        row.label_2021 ?? '',
        row.label_2019 ?? '',
        row.label_2014 ?? '',
      ]),
    ),
  ],
  events: () => {
    const { anyOf, oneOf } = eventShapes.parse(z.toJSONSchema(runEventSchema))
    return [
      '# 运行记录 events.jsonl 的词汇',
      '',
      `每行一个事件。步骤依次是 ${stepNames.join('、')}。完整的模式：\`gouji new --schema event\`。`,
      '',
      ...table(
        ['事件', '内容'],
        (anyOf ?? oneOf ?? []).map(({ properties = {} }) => [
          `\`${typeConst.parse(properties['type']).const}\``,
          Object.keys(properties)
            .filter((key) => key !== 'type')
            .join('、'),
        ]),
      ),
    ]
  },
}
