/** Wall and processor seconds of pieces of work, added up by name. */

/** What a name came to. */
export interface Spent {
  wall: number
  cpu: number
}

/** Times work; `spent` answers what each name came to so far. */
export function stopwatch(): {
  time: <T>(name: string, work: () => T | Promise<T>) => Promise<T>
  spent: (name: string) => Spent
} {
  const all = new Map<string, Spent>()
  const spent = (name: string): Spent => all.get(name) ?? { wall: 0, cpu: 0 }
  return {
    spent,
    async time(name, work) {
      const [start, before] = [performance.now(), process.cpuUsage()]
      const value = await work()
      const { user, system } = process.cpuUsage(before)
      const { wall, cpu } = spent(name)
      all.set(name, { wall: wall + (performance.now() - start) / 1000, cpu: cpu + (user + system) / 1e6 })
      return value
    },
  }
}
