/** The program as its users start it: by its file, whose first line says with which flags. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export const program = fileURLToPath(new URL('../../pipeline/gouji.mjs', import.meta.url))

/** What its first line gives Node. */
export const flags = (/^#!.* node (.+)$/m.exec(readFileSync(program, 'utf8'))?.[1] ?? '').split(' ')
