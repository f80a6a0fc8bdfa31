/** Names in a report's own words: how a unit calls itself, and whose deeds it tells. Pure. */
import { wordings } from '../../crawlers/publishers.ts'
import type { Publisher } from '../../crawlers/site.ts'
import { placesOf } from './shapes/phrase.ts'
import type { County } from './subject.ts'

/** Kinds of publishers that are told by the name of a place. */
export const local: readonly string[] = ['township', 'subdistrict']
/** Words with which a report tells what it did itself. */
const deeds =
  '(?:主动公开|政府信息公开工作|信息公开工作|公开(?:各类|政府|政务)?信息|收到|未收到|政府信息公开年度)'
const ofYear = '(?:人民政府|办事处)?(?:20\\d\\d年(?:度)?|全年)?(?:共|累计)?'

/** What a unit may not call itself, by its own kind; a wider area only where deeds follow, for it may well be mentioned. */
export function strangeSelf({ kind, name }: Publisher): RegExp {
  const wider = `[全我](?:省|自治区)(?=(?:共|累计)?${deeds})`
  const own = (): string => {
    if (kind === 'department') return '我(?:镇|乡|街道|苏木)(?!镇|村)'
    if (kind === 'office') return '我(?:镇|乡|街道|苏木|局)(?!镇|村)'
    if (kind === 'government') return '我(?:镇|乡|街道|苏木|局|办)(?![理事公学])'
    if (kind === 'subdistrict') return '我(?:镇|乡|苏木|局|委)(?!员)'
    const other = /乡(?:人民政府)?$/.test(name) ? '镇|' : /镇(?:人民政府)?$/.test(name) ? '乡|' : ''
    return `我(?:${other}街道|局|委(?!员)|办(?![理事公学]))`
  }
  return new RegExp(`${own()}|${wider}`, 'g')
}

/** The names in a county: every wording with the code of whose it is, and whether it is a township's or subdistrict's. */
interface KnownName {
  form: string
  code: string
  isLocal: boolean
}
const namesOfCounty = new WeakMap<County, readonly KnownName[]>()

function namesIn(county: County): readonly KnownName[] {
  const known =
    namesOfCounty.get(county) ??
    county.publishers.flatMap((one): KnownName[] =>
      [...wordings(one, county.name)].map((form) => ({
        form,
        code: one.code,
        isLocal: local.includes(one.kind) && form.length >= 3,
      })),
    )
  namesOfCounty.set(county, known)
  return known
}

/** Other townships and subdistricts of the county that a text names. */
export function othersNamed(text: string, own: Publisher, county: County): string[] {
  return namesIn(county).flatMap(({ form, code, isLocal }) =>
    isLocal && code !== own.code && text.includes(form) && !isPartOfOwn(form, own, county) ? [form] : [],
  )
}

/** True where a name of another is contained in the publisher's own. */
function isPartOfOwn(form: string, own: Publisher, county: County): boolean {
  return namesIn(county).some((name) => name.code === own.code && name.form.includes(form))
}

/** How a report speaks of whoever it is about, besides telling deeds. */
const manner =
  '(?:党委|党工委|人民政府|办事处|政府|、)*(?:认真|严格|高度重视|坚持|深入|全面|切实|积极|持续|不断)'

/** How a name stands in a text: as the one whose deeds are told, as one that may be, or only mentioned. */
export function standing(text: string, name: string): 'subject' | 'maybe' | 'mention' {
  const clause = `(?:^|[,。;:年度])${name}`
  if (new RegExp(`${clause}${ofYear}${deeds}`).test(text)) return 'subject'
  return new RegExp(`${clause}${manner}|(?:请与|请联系|请致电)[^,。;]{0,6}${name}`).test(text)
    ? 'maybe'
    : 'mention'
}

const subject = new RegExp(
  `(?<=^|[,。;:年度])([\\u4e00-\\u9fff]{1,6}?(?:镇|乡|街道|苏木))(?=${ofYear}${deeds})`,
  'g',
)
/** How a unit speaks of itself or of all, without a name. */
const nameless = /^(?:我|本|全|各|该|所有|辖区|全县|全市|全区|[^镇乡]*(?:各|全|个))/

/** Townships that no publisher of the county is called, told as if they were the one whose report this is. */
export function strangersNamed(text: string, county: County): string[] {
  return placesOf(text, subject).filter(
    (found) =>
      !nameless.test(found) &&
      !namesIn(county).some(({ form }) => found.includes(form) || form.includes(found)),
  )
}
