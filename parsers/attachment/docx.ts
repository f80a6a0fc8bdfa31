/** Word documents since 2007: the library keeps paragraphs, tables and all spans; pictures are kept as places without content. */
import type { Parsed } from '../problem.ts'
import { attempt } from './attempt.ts'
import { writePage } from './markup.ts'
import { checkMembers } from './zip-members.ts'

/** Word's own styles for headings and titles, as far as they say more than a paragraph does. */
const styles = [
  "p[style-name='Title'] => h1:fresh",
  "p[style-name='标题'] => h1:fresh",
  'b => !',
  'i => !',
  'u => !',
  'strike => !',
]

/** Renders a .docx as a page; null with a problem where it is damaged, encrypted or inflates beyond the limits. */
export async function renderDocx(bytes: Uint8Array): Promise<Parsed<string | null>> {
  const checked = await checkMembers(bytes)
  if (!checked.value) return { value: null, problems: checked.problems }
  return attempt(async () => {
    const { default: mammoth } = await import('mammoth')
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    const { value } = await mammoth.convertToHtml(
      { buffer },
      {
        styleMap: styles,
        externalFileAccess: false,
        convertImage: mammoth.images.imgElement(() => Promise.resolve({ src: '' })),
      },
    )
    return writePage(value.replaceAll(/(<\/(?:p|h[1-6]|tr|table|li)>)/g, '$1\n'))
  })
}
