/** One run at a time in a workspace; the lock of a dead process is taken over. */
import { mkdir, open, readFile, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Stop } from './exit.ts'
import { isAbsent } from './absent.ts'

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** The living process, other than this one, that holds a lock; null where there is none, '' where it is just being let go. */
async function holderOf(path: string): Promise<string | null> {
  try {
    const holder = (await readFile(path, 'utf8')).trim()
    const living = /^\d+$/.test(holder) && Number(holder) !== process.pid && isAlive(Number(holder))
    return living ? holder : ''
  } catch (error) {
    if (isAbsent(error)) return null
    throw error
  }
}

const busy = (path: string, holder: string): Stop =>
  new Stop('busy', `另一次运行（进程 ${holder}）正在使用这个工作区：${path}`)

/** Stops with `busy` while another living process holds the lock, before anything else is loaded or looked at. */
export async function refuseBusy(path: string): Promise<void> {
  const holder = await holderOf(path)
  if (holder !== null && holder !== '') throw busy(path, holder)
}

/** Takes the lock and returns how to give it back. Stops with `busy` while another living process holds it. */
export async function takeLock(path: string): Promise<() => Promise<void>> {
  await mkdir(dirname(path), { recursive: true })
  for (let attempt = 0; attempt < 3; attempt += 1) {
    try {
      const handle = await open(path, 'wx')
      await handle.writeFile(`${process.pid}\n`)
      await handle.close()
      return () => rm(path, { force: true })
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    }
    const holder = await holderOf(path)
    if (holder === null) continue
    if (holder !== '') throw busy(path, holder)
    await rm(path, { force: true })
  }
  throw new Stop('busy', `无法取得锁：${path}`)
}
