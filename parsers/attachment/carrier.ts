/** What kind of document some bytes are, told by the bytes themselves; names and declared types lie too often. */
import { problem, type Problem, type ProblemCode } from '../problem.ts'
import { listMembers } from './zip-members.ts'
import { streamNames } from './compound-file.ts'

/** Carriers that can be read. `html` stands for every text: its own reader says what is no page. */
export type ReadableCarrier = 'html' | 'docx' | 'doc' | 'pdf' | 'sheet'

/** What people call each; null for an ordinary page. */
export const carrierNames: Readonly<Record<ReadableCarrier, string | null>> = {
  html: null,
  docx: 'Word 文档',
  doc: 'Word 97 文档',
  pdf: 'PDF 文档',
  sheet: '电子表格',
}

/** The other kinds that county sites attach, each with the problem that names it. */
export type RefusedCarrier = 'image' | 'ofd' | 'wps' | 'ceb' | 'archive' | 'encrypted' | 'damaged' | 'other'
export type Carrier = ReadableCarrier | RefusedCarrier

/** What was recognised; `detail` is Chinese and says more than the carrier, '' where there is no more to say. */
export interface Recognised {
  carrier: Carrier
  detail: string
}

/** First bytes as Latin-1 text; offset 0 unless told otherwise. */
const signatures: readonly { mark: string; carrier: RefusedCarrier; detail: string; at?: number }[] = [
  { mark: '\u0089PNG\r\n', carrier: 'image', detail: 'PNG 图片' },
  { mark: '\u00ff\u00d8\u00ff', carrier: 'image', detail: 'JPEG 图片' },
  { mark: 'GIF8', carrier: 'image', detail: 'GIF 图片' },
  { mark: 'BM', carrier: 'image', detail: 'BMP 图片' },
  { mark: 'II*\u0000', carrier: 'image', detail: 'TIFF 图片' },
  { mark: 'MM\u0000*', carrier: 'image', detail: 'TIFF 图片' },
  { mark: 'WEBP', carrier: 'image', detail: 'WebP 图片', at: 8 },
  { mark: 'Rar!\u001a\u0007', carrier: 'archive', detail: 'RAR 压缩包' },
  { mark: '7z\u00bc\u00af', carrier: 'archive', detail: '7z 压缩包' },
  { mark: '\u001f\u008b\u0008', carrier: 'archive', detail: 'gzip 压缩包' },
  { mark: 'Founder CEB', carrier: 'ceb', detail: '方正 CEB 版式文件' },
  { mark: 'CEBX', carrier: 'ceb', detail: '方正 CEBX 版式文件' },
  { mark: '{\\rtf', carrier: 'other', detail: 'RTF 文档' },
  { mark: 'MIME-Version:', carrier: 'other', detail: '单个文件网页（MHTML）' },
]

const refusals: Record<RefusedCarrier, ProblemCode> = {
  image: 'image_only',
  ofd: 'ofd_unread',
  wps: 'wps_unread',
  ceb: 'ceb_unread',
  archive: 'archive_unread',
  encrypted: 'document_encrypted',
  damaged: 'document_damaged',
  other: 'document_unread',
}

/** True for a carrier that a reader exists for. */
export function isReadable(carrier: Carrier): carrier is ReadableCarrier {
  return !(carrier in refusals)
}

/** The problem that names a carrier nobody here can read. */
export function refusalOf(carrier: RefusedCarrier, detail: string): Problem {
  return problem(refusals[carrier], detail)
}

const latin = (bytes: Uint8Array, from: number, to: number): string =>
  String.fromCharCode(...bytes.subarray(from, to))

async function recogniseZip(bytes: Uint8Array): Promise<Recognised> {
  const names = await listMembers(bytes)
  if (names === null) return { carrier: 'damaged', detail: '压缩结构不完整' }
  const has = (pattern: RegExp): boolean => names.some((name) => pattern.test(name))
  if (has(/^word\/document\d*\.xml$/i)) return { carrier: 'docx', detail: '' }
  if (has(/^xl\/workbook\.(?:xml|bin)$/i)) return { carrier: 'sheet', detail: '' }
  if (has(/^ofd\.xml$/i)) return { carrier: 'ofd', detail: '' }
  if (has(/^ppt\/presentation\.xml$/i)) return { carrier: 'other', detail: 'PPTX 演示文稿' }
  if (has(/^content\.xml$/i)) return { carrier: 'other', detail: 'ODF 文档' }
  return { carrier: 'archive', detail: `ZIP 压缩包，内含 ${names.length} 个文件` }
}

async function recogniseCompound(bytes: Uint8Array): Promise<Recognised> {
  const names = await streamNames(bytes)
  if (names === null) return { carrier: 'damaged', detail: '复合文档结构不完整' }
  const has = (pattern: RegExp): boolean => names.some((name) => pattern.test(name))
  if (has(/^EncryptedPackage$/i)) return { carrier: 'encrypted', detail: '' }
  if (has(/^WordDocument$/i)) return { carrier: 'doc', detail: '' }
  if (has(/^(?:Workbook|Book)$/i)) return { carrier: 'sheet', detail: '' }
  if (has(/^PowerPoint Document$/i)) return { carrier: 'other', detail: 'PPT 演示文稿' }
  if (has(/^(?:CONTENTS|MatOST|WPS\w*)$/i)) return { carrier: 'wps', detail: '' }
  return { carrier: 'damaged', detail: '复合文档中没有正文' }
}

/** Tells what the bytes are. Never throws on any bytes. */
export async function recognise(bytes: Uint8Array): Promise<Recognised> {
  const head = latin(bytes, 0, 1024)
  if (head.startsWith('PK\u0003\u0004') || head.startsWith('PK\u0005\u0006')) return recogniseZip(bytes)
  if (head.startsWith('\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1')) return recogniseCompound(bytes)
  const known = signatures.find(({ mark, at = 0 }) => head.startsWith(mark, at))
  if (known !== undefined && (known.mark !== 'BM' || bytes.subarray(0, 32).includes(0)))
    return { carrier: known.carrier, detail: known.detail }
  const pdf = head.indexOf('%PDF-')
  if (pdf >= 0 && !head.slice(0, pdf).includes('<')) return { carrier: 'pdf', detail: '' }
  return { carrier: 'html', detail: '' }
}
