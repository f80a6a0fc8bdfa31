/** The English of what the pages say; `{}` stands for what a page puts there. A new phrase is a new row. */
import type { Phrases } from './phrases.ts'

/** Chinese, English. Longer patterns stand before shorter ones that they contain. */
export const phrases: Phrases = [['勾稽', 'Gouji']]
