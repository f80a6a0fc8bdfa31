/** What a page says where it cannot be drawn, and the command that mends it. Pure. */
import { QueryTimeout } from '../warehouse/reader.ts'
import { NoSnapshot } from './snapshot.ts'

/** True where a page asks for what the snapshot does not hold: another version of gouji wrote it. */
function isOfOtherVersion(error: unknown): boolean {
  return error instanceof Error && /^(?:Binder|Catalog) Error:/u.test(error.message)
}

/** What a page says of an error: its title, the lines, the command that mends it, the status. */
export function explain(error: unknown): [string, string[], string | null, 500 | 503] {
  if (error instanceof NoSnapshot && !error.published)
    return [
      '没有数据快照',
      ['这里还没有发布过数据。请在服务器上运行下面的命令，完成后刷新本页：'],
      'npx gouji night',
      503,
    ]
  if (error instanceof NoSnapshot || isOfOtherVersion(error))
    return [
      '数据快照打不开',
      [
        '数据快照缺失、损坏，或由另一版本的程序写成。存档没有受影响；在服务器上运行下面的命令，由存档重新生成，完成后刷新本页：',
      ],
      'npx gouji publish',
      503,
    ]
  if (error instanceof QueryTimeout)
    return [
      '查询超时',
      ['这个查询超过了时间限制，已经停止。请缩小范围（选定县、年度或单位类别）再试。'],
      null,
      503,
    ]
  return ['程序出错', ['页面没有画出来，这是程序的错误，已写入服务日志。数据没有受影响。'], null, 500]
}
