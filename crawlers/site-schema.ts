/** The shape of site files as JSON Schema, so that editors complete and check them while they are written. */
import { z } from 'zod'
import { siteSchema } from './site.ts'

/** JSON Schema of a site file as a person writes it: defaults may be left out. */
export function siteJsonSchema(): Record<string, unknown> {
  return { ...z.toJSONSchema(siteSchema, { io: 'input' }), title: 'gouji site file' }
}
