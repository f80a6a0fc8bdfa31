/** The units of a made-up county, and its site. */
import { publisherSchema, siteSchema, type Publisher, type Site } from '../../crawlers/site.ts'
import type { DemoPublisher } from '../../pipeline/demo/county.ts'

const syllables = [
  '青',
  '石',
  '柳',
  '云',
  '白',
  '松',
  '南',
  '望',
  '泉',
  '杨',
  '桥',
  '岭',
  '坪',
  '湾',
  '渡',
  '塘',
]
/** A unit as both the site file and the writer of pages know it. */
export interface Unit {
  publisher: Publisher
  demo: DemoPublisher
}

/** Government, office, one department and so many townships. */
export function unitsOf(county: string, name: string, count: number): Unit[] {
  const unit = (tail: string, title: string, kind: Publisher['kind'], self: string, scale: number): Unit => {
    const code = `${county}${tail}000`
    return {
      publisher: publisherSchema.parse({ code, name: title, kind }),
      demo: { code, name: title, kind, self, column: 'county', scale },
    }
  }
  const towns = Array.from({ length: count }, (_, index) => {
    const words = `${syllables[index % 16] ?? ''}${syllables[(index * 7 + 3 + (index >> 4)) % 16] ?? ''}`
    const village = index % 3 === 2
    const title = `${words}${village ? '乡' : '镇'}`
    return unit(
      String((village ? 200 : 100) + index),
      title,
      'township',
      village ? '我乡' : '我镇',
      1 + (index % 4),
    )
  })
  return [
    unit('000', `${name}人民政府`, 'government', '全县', 0),
    unit('901', `${name}人民政府办公室`, 'office', '我办', 6),
    unit('902', `${name}教育局`, 'department', '我局', 5),
    ...towns,
  ]
}

/** The site on which they publish. */
export function siteOf(county: string, name: string, units: readonly Unit[], years: readonly number[]): Site {
  return siteSchema.parse({
    code: county,
    name,
    verified: true,
    source: 'http://www.example.gov.cn/',
    hosts: ['www.example.gov.cn'],
    entries: [{ family: 'generic', url: 'http://www.example.gov.cn/' }],
    publishers: units.map(({ publisher }) => publisher),
    years: { from: years[0], to: years.at(-1) },
  })
}
