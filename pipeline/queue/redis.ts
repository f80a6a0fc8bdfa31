/** The connection to Redis: its silence noticed, its return told. */
import { Redis } from 'ioredis'
import { Stop } from '../exit.ts'
import { passwordVariable } from './redis-address.ts'

/** Told when Redis falls silent, and when it answers again. */
export interface Outage {
  gone: (detail: string) => void
  back: () => void
}

const firstAnswerMs = 5000

/** A connection that waits as long as Redis is gone; `outage` hears of it once. */
export function connectRedis(address: string, outage: Outage): Redis {
  const password = process.env[passwordVariable]
  const redis = new Redis(address, {
    // BullMQ asks for it: commands wait for Redis instead of failing.
    maxRetriesPerRequest: null,
    retryStrategy: (times) => Math.min(200 * times, 2000),
    lazyConnect: true,
    ...(password === undefined ? {} : { password }),
  })
  let silent = false
  redis.on('error', (error: Error) => {
    if (silent) return
    silent = true
    outage.gone(error.message)
  })
  redis.on('ready', () => {
    if (silent) outage.back()
    silent = false
  })
  return redis
}

const remedies: readonly [RegExp, string][] = [
  [/NOAUTH|WRONGPASS|AUTH/, `请在环境变量 ${passwordVariable} 中给出密码`],
  [/ENOTFOUND|EAI_AGAIN/, '找不到这个主机名，请检查 config.yaml 中的 queue'],
  [
    /./,
    '请启动 Redis（Debian：apt-get install redis-server && systemctl start redis-server），或检查 config.yaml 中的 queue',
  ],
]

/** Opens a connection that has answered once; stops with a remedy where Redis does not answer within five seconds. */
export async function openRedis(address: string, outage: Outage): Promise<Redis> {
  let last = ''
  const redis = connectRedis(address, {
    gone(detail) {
      last = detail
      if (answered) outage.gone(detail)
    },
    back: () => outage.back(),
  })
  let answered = false
  const shown = new URL(address)
  const alarm = AbortSignal.timeout(firstAnswerMs)
  try {
    await Promise.race([
      redis.connect().then(() => redis.ping()),
      new Promise((_, reject) => {
        alarm.addEventListener('abort', () => reject(new Error(`${firstAnswerMs / 1000} 秒内没有回答`)))
      }),
    ])
    answered = true
    return redis
  } catch (error) {
    redis.disconnect()
    const words = [last, error instanceof Error ? error.message : String(error)].filter((one) => one !== '')
    const why = words[0] ?? ''
    const remedy = remedies.find(([pattern]) => pattern.test(words.join(' ')))?.[1] ?? ''
    throw new Stop(
      'usage',
      `连不上 Redis ${shown.protocol}//${shown.host}${shown.pathname}：${why}。${remedy}`,
    )
  }
}
