/** Finds the CMS families: every file of `cms/` is one, so adding a family is adding a file. */
import { readdir } from 'node:fs/promises'
import { z } from 'zod'
import type { CmsFamily } from './cms.ts'

const folder = new URL('./cms/', import.meta.url)
const isFunction = (value: unknown): boolean => typeof value === 'function'

const familyModule = z.object({
  family: z.object({
    name: z.string().regex(/^[a-z][a-z0-9_]*$/),
    label: z.string().min(1),
    options: z.record(z.string(), z.string()),
    interfaces: z.array(z.string().startsWith('/')),
    start: z.exactOptional(z.custom<NonNullable<CmsFamily['start']>>(isFunction)),
    columnOf: z.exactOptional(z.custom<NonNullable<CmsFamily['columnOf']>>(isFunction)),
    detect: z.custom<CmsFamily['detect']>(isFunction),
    list: z.custom<CmsFamily['list']>(isFunction),
  }),
})

/** Loads every family, by name; throws where a file of `cms/` does not keep the contract or its name. */
export async function loadFamilies(): Promise<CmsFamily[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.ts')).sort()
  return Promise.all(
    files.map(async (file) => {
      const loaded: unknown = await import(`./cms/${file.slice(0, -3)}.ts`)
      const parsed = familyModule.safeParse(loaded)
      if (!parsed.success)
        throw new Error(
          `crawlers/cms/${file} exports no CMS family: ${z.prettifyError(parsed.error)}. See crawlers/cms.ts.`,
        )
      const { family } = parsed.data
      if (`${family.name}.ts` !== file)
        throw new Error(
          `crawlers/cms/${file} names its family "${family.name}"; the file and the family must share one name.`,
        )
      return family
    }),
  )
}
