/** Where Redis is, as config.yaml says it. Pure. */
import { z } from 'zod'
import type { Context } from '../context.ts'
import { Stop } from '../exit.ts'

/** Variable of the environment that holds the password; config.yaml is copied into every run's record and is no place for it. */
export const passwordVariable = 'GOUJI_REDIS_PASSWORD'

function faultOf(text: string): string | null {
  if (!URL.canParse(text)) return '不是网址'
  const url = new URL(text)
  if (url.protocol !== 'redis:' && url.protocol !== 'rediss:') return `协议是 ${url.protocol}`
  if (url.hostname === '') return '没有主机名'
  if (url.password !== '') return `密码请放在环境变量 ${passwordVariable}，不要写在地址里`
  if (!/^(?:\/\d*)?$/.test(url.pathname)) return `库号应为数字：${url.pathname.slice(1)}`
  return null
}

/** Schema of `queue` in config.yaml. */
export const redisAddress = z.string().superRefine((text, context) => {
  const fault = faultOf(text)
  if (fault !== null)
    context.addIssue({ code: 'custom', message: `应写作 redis://主机:6379/0 或 rediss://…（${fault}）` })
})

/** Address of Redis in the settings; stops where there is none. */
export function redisIn({ settings, workspace }: Pick<Context, 'settings' | 'workspace'>): string {
  if (settings.queue !== undefined) return settings.queue
  throw new Stop(
    'usage',
    `没有设置队列。请在 ${workspace.config} 中写上 Redis 的地址，例如：\n\nqueue: redis://127.0.0.1:6379/0`,
  )
}
