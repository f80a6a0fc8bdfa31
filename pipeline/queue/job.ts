/** The jobs of a night as data: small enough for any queue, with a name that says which work it is, so that nothing is done twice. Pure. */
import { createHash } from 'node:crypto'
import { z } from 'zod'

const code = z.string().regex(/^\d{6,12}$/)
const digest = z.string().regex(/^[0-9a-f]{64}$/)

/** What one job does: crawl sites that share hosts, read pages of one site, or audit one county into its shard. Loading the shards is no job: the night does it, once. */
export const workSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('crawl'),
    sites: z.array(code).min(1),
    /** Every host that these sites may be asked on, `host` or `host:port`, in order. */
    hosts: z.array(z.string().min(1)).min(1),
  }),
  z.strictObject({ kind: z.literal('read'), site: code, snapshots: z.array(digest).min(1) }),
  z.strictObject({ kind: z.literal('audit'), site: code }),
])
export type Work = z.infer<typeof workSchema>
export type WorkKind = Work['kind']

/** In the order of a night. */
export const workKinds = ['crawl', 'read', 'audit'] as const satisfies readonly WorkKind[]

/** Schema of a job as it lies in a queue. */
export const jobSchema = z.strictObject({
  id: z.string().regex(/^[\w.-]+$/),
  /** Name of the run that the job belongs to. */
  night: z.string().min(1),
  /** Version of gouji that the night runs in; no other may do its work. */
  version: z.string().min(1),
  work: workSchema,
})
export type Job = z.infer<typeof jobSchema>

/** What can be told of a job even where its shape is another version's. */
export const anyJobSchema = z.looseObject({ id: z.string(), night: z.string(), version: z.string() })

function nameOf(work: Work): string {
  switch (work.kind) {
    case 'crawl':
      return `crawl.${work.sites.toSorted().join('.').slice(0, 120)}`
    case 'read':
      return `read.${work.site}.${createHash('sha256').update(work.snapshots.join()).digest('hex').slice(0, 16)}`
    case 'audit':
      return `audit.${work.site}`
  }
}

/** The job of a piece of work in a night; the same work always has the same name. */
export function jobOf(night: string, version: string, work: Work): Job {
  return { id: `${night}.${nameOf(work)}`, night, version, work }
}

/** A job in plain Chinese, as operators read it. */
export function describeJob({ work }: Pick<Job, 'work'>): string {
  switch (work.kind) {
    case 'crawl':
      return `采集 ${work.sites.join('、')}`
    case 'read':
      return `读取 ${work.site} 的 ${work.snapshots.length} 页`
    case 'audit':
      return `核对 ${work.site}`
  }
}
