/** Flags of a bench: `npm run bench -- national --counties=10 --archive=/var/tmp/province`. */

/** The text of `--name=`, or null where it was not given. */
export function flag(name: string): string | null {
  const start = `--${name}=`
  return process.argv.find((word) => word.startsWith(start))?.slice(start.length) ?? null
}

/** The whole number of `--name=`, or what is usual; throws where the text is none. */
export function countFlag(name: string, usual: number): number {
  const text = flag(name)
  if (text === null) return usual
  if (!/^[1-9]\d*$/.test(text)) throw new Error(`--${name}=${text}: a whole number is wanted`)
  return Number(text)
}
