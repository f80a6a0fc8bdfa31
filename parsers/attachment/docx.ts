/** Word documents since 2007: the library keeps paragraphs, tables and all spans; pictures are kept as places without content. */
import { problem, type Parsed } from '../problem.ts'
import { attempt } from './attempt.ts'
import { writePage } from './markup.ts'
import { hiddenWords } from './word-hidden.ts'
import { checkMembers, readMember } from './zip-members.ts'

const body = /^word\/document\d*\.xml$/i

/** Word's own styles for titles, as far as they say more than a paragraph does; words struck through are no longer said. */
const styles = ["p[style-name='Title'] => h1:fresh", "p[style-name='标题'] => h1:fresh", 'strike => !']

/** Renders a .docx as a page; null with a problem where it is damaged, encrypted, inflates beyond the limits or holds words that nobody sees. */
export async function renderDocx(bytes: Uint8Array): Promise<Parsed<string | null>> {
  const checked = await checkMembers(bytes)
  if (!checked.value) return { value: null, problems: checked.problems }
  const hidden = await attempt(async () => hiddenWords((await readMember(bytes, body)) ?? ''))
  if (hidden.value === null) return { value: null, problems: hidden.problems }
  if (hidden.value.length > 0)
    return { value: null, problems: [problem('hidden_text', hidden.value.slice(0, 5).join('、'))] }
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
