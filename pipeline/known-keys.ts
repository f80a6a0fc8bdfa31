/** What a misspelt key most likely means, read off the schema itself. Pure. */
import { z } from 'zod'
import { nearest } from '../crawlers/nearest.ts'

function unwrap(schema: unknown): unknown {
  let inner = schema
  while (
    inner instanceof z.ZodDefault ||
    inner instanceof z.ZodOptional ||
    inner instanceof z.ZodPrefault ||
    inner instanceof z.ZodNullable
  )
    inner = inner.unwrap()
  return inner
}

/** The keys that a schema knows at a path. */
function keysAt(schema: unknown, path: readonly PropertyKey[]): string[] {
  let here: unknown = unwrap(schema)
  for (const step of path) {
    if (here instanceof z.ZodArray) here = unwrap(here.element)
    else if (here instanceof z.ZodObject)
      here = typeof step === 'string' ? unwrap(here.shape[step]) : undefined
  }
  return here instanceof z.ZodObject ? Object.keys(here.shape) : []
}

/** Words to stand behind an unknown key: the one that is near, or all that there are. */
export function nearestKey(schema: z.ZodType, path: readonly PropertyKey[], key: string): string {
  const known = keysAt(schema, path)
  const near = nearest(key, known)
  if (near !== null) return `；是否为“${near}”？`
  return known.length === 0 ? '' : `；可用：${known.join('、')}`
}
