/** One run at a time in a workspace; the lock of a dead process is taken over. */
import { mkdir, open, readFile, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Stop } from './exit.ts'
import { isAbsent } from './workspace.ts'

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
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
    let holder = ''
    try {
      holder = (await readFile(path, 'utf8')).trim()
    } catch (error) {
      if (!isAbsent(error)) throw error
      continue
    }
    if (/^\d+$/.test(holder) && Number(holder) !== process.pid && isAlive(Number(holder)))
      throw new Stop('busy', `另一次运行（进程 ${holder}）正在使用这个工作区：${path}`)
    await rm(path, { force: true })
  }
  throw new Stop('busy', `无法取得锁：${path}`)
}
