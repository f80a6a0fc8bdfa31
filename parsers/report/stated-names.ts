/** Names that list members go by: channels, kinds of applicants, outcomes; and the codebook's word for them. */
import type { ListKind } from './report.ts'

const channelWords =
  '网站|门户|公众号|微信|微博|抖音|快手|头条号|今日头条|平台|公示栏|公开栏|公告栏|宣传栏|公开专栏|电子屏|显示屏|大屏|客户端|报纸|日报|广播|大喇叭|简报|APP|app|视频号|公报|新媒体|手册|宣传单|明白纸|电视台|融媒体|查阅点|公开目录|政务网|官网|公开网|信息网|公开系统|填报系统|发布系统|子站'
const channel = new RegExp(`(?:${channelWords})`, 'g')
const namedChannel = new RegExp(
  `(?:通过|利用|依托|运用|借助|经由|经|在|于|其中|,|^)((?:[^,;:。、()通过利用依托]{0,14})(?:${channelWords})(?:“[^”]{1,20}”)?(?:\\([^()]{1,12}\\))?)`,
  'g',
)

/** Outcomes as the tables and the old statistics word them; the longer wording first. */
const outcomes: readonly [string, RegExp][] = [
  ['granted_partial', /^(?:同意)?部分公开|区分处理/],
  ['already_public', /^(?:属于)?已(?:经)?主动公开|^属于(?:已)?主动公开/],
  ['granted', /^(?:予以|同意|全部|准予|依法)公开|^公开(?:答复)?$/],
  ['denied', /^(?:不予|不同意)公开/],
  ['unable', /^无法提供|^(?:申请)?信息不存在|^不存在|^本机关不掌握|^不掌握/],
  ['rejected', /^不予处理|^信访举报投诉|^重复申请/],
  ['other', /^其他处理|^其它处理/],
]
const applicants: readonly [string, RegExp][] = [
  ['natural_person', /^(?:自然人|公民|个人)/],
  ['org_business', /^(?:商业企业|企业)/],
  ['org_research', /^科研机构/],
  ['org_public_welfare', /^社会公益(?:性)?(?:组织)?/],
  ['org_legal_service', /^法律服务(?:机构)?/],
  ['org_total', /^法人(?:或|和|及|与|、)?(?:者)?其(?:他|它)组织|^法人/],
]
const reviewResults: readonly [string, RegExp][] = [
  ['upheld', /^(?:结果)?维持|^驳回/],
  ['corrected', /^(?:结果)?(?:被)?(?:依法)?纠(?:正|错)|^撤销/],
  ['pending', /^(?:尚)?未审结|^正在审理/],
  ['other', /^其他(?:结果|情形)/],
]
const routes =
  /^(?:当面|现场|信函|邮寄|书面|网络|网上|在线|互联网|传真|电子邮件|电子邮箱|邮件|线上|线下|网站|平台)/

/** Which channel words a stretch of text names, as printed. */
export function channelsIn(text: string): string[] {
  return text.match(channel) ?? []
}

/** The one channel that a clause names in full (县政府门户网站), or null. */
export function channelName(text: string): string | null {
  const found = [...text.matchAll(namedChannel)].at(-1)?.[1]
  const bare = found
    ?.replace(/^[^(“]*(?:通过|利用|依托|借助|运用|在)/, '')
    .replace(/^(?:其中|全年|今年|本年度?|20\d\d年度?|共|累计|[我本](?:镇|乡|局|街道|办|县|市|区|单位))+/, '')
  return bare === undefined || bare === '' ? (channelsIn(text).at(-1) ?? null) : bare
}

const codeIn = (table: readonly [string, RegExp][], name: string): string | null =>
  table.find(([, pattern]) => pattern.test(name))?.[0] ?? null

/** The codebook's word for an outcome, or null. */
export function outcomeCode(name: string): string | null {
  return codeIn(outcomes, name)
}

/** The codebook's word for a kind of applicant, or null. */
export function applicantCode(name: string): string | null {
  return codeIn(applicants, name)
}

/** True for a way by which requests come in: 当面, 网络, 信函 … */
export function isRoute(name: string): boolean {
  return routes.test(name)
}

/** What a member of a list is, by its name and by what the list breaks down. */
export function memberOf(
  name: string,
  of: 'requests' | 'reviews' | 'disclosed' | null,
): { kind: ListKind; code: string | null } {
  if (of === 'requests') {
    const outcome = outcomeCode(name)
    if (outcome !== null) return { kind: 'outcome', code: outcome }
    const applicant = applicantCode(name)
    if (applicant !== null) return { kind: 'applicant', code: applicant }
    if (isRoute(name.replace(/^(?:通过|经)/, ''))) return { kind: 'channel', code: null }
  }
  if (of === 'reviews') {
    const code = codeIn(reviewResults, name)
    if (code !== null) return { kind: 'outcome', code }
  }
  return { kind: channelsIn(name).length > 0 ? 'channel' : 'kind', code: null }
}
