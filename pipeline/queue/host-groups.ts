/** Sites that share a host belong together: one worker visits them all, so that the host is never asked by two. Pure. */
import type { Site } from '../../crawlers/site.ts'
import { jobOf, type Job } from './job.ts'

/** Sites that no other group shares a host with. */
export interface HostGroup {
  sites: Site[]
  /** All their hosts, in order. */
  hosts: string[]
}

/** The groups of some sites, in the order of their first site. */
export function groupByHost(sites: readonly Site[]): HostGroup[] {
  const groups = new Set<HostGroup>()
  const byHost = new Map<string, HostGroup>()
  for (const site of sites) {
    const own = site.hosts
    const met = new Set(own.flatMap((host) => byHost.get(host) ?? []))
    const [first, ...others] = met
    const group = first ?? { sites: [], hosts: [] }
    groups.add(group)
    for (const other of others) {
      group.sites.push(...other.sites)
      group.hosts.push(...other.hosts)
      groups.delete(other)
    }
    group.sites.push(site)
    group.hosts = [...new Set([...group.hosts, ...own])].sort()
    for (const host of group.hosts) byHost.set(host, group)
  }
  return [...groups]
}

/** One crawl job a group. */
export function crawlJobs(sites: readonly Site[], night: string, version: string): Job[] {
  return groupByHost(sites).map(({ sites: group, hosts }) =>
    jobOf(night, version, { kind: 'crawl', sites: group.map(({ code }) => code), hosts }),
  )
}
