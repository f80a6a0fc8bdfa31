/** Words of a .docx that stand in its file and not on its page: hidden, struck through twice, or moved by a change nobody has accepted. */
import { Parser } from 'htmlparser2'

const marks: ReadonlySet<string> = new Set(['w:vanish', 'w:dstrike'])
const off = /^(?:0|false|off|none)$/i

/** The hidden words of a document's body, the first few characters of each; the library would read them as if they were printed. */
export function hiddenWords(xml: string): string[] {
  const hidden: string[] = []
  const moves: string[] = []
  let run: { text: string; hidden: boolean } | null = null
  let said = false
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (name === 'w:r') run = { text: '', hidden: moves.length > 0 }
        else if (name === 'w:moveTo') moves.push(name)
        else if (name === 'w:t') said = true
        else if (run !== null && marks.has(name) && !off.test(attributes['w:val'] ?? '')) run.hidden = true
      },
      ontext(text) {
        if (said && run !== null) run.text += text
      },
      onclosetag(name) {
        if (name === 'w:t') said = false
        else if (name === 'w:moveTo') moves.pop()
        else if (name === 'w:r') {
          if (run?.hidden === true && run.text.trim() !== '') hidden.push(run.text.trim().slice(0, 20))
          run = null
        }
      },
    },
    { xmlMode: true },
  )
  parser.write(xml)
  parser.end()
  return hidden
}
