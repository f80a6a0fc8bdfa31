/** Everything the pages say in English: form, closed lists, catalogue and pages as one word list. */
import { makeDictionary } from '../phrases.ts'
import { translatePage } from '../translate.ts'
import { annexPhrases } from './annex.ts'
import { codePhrases } from './codes.ts'
import { formPhrases } from './form.ts'
import { checkPhrases } from './check.ts'
import { comparePhrases } from './compare.ts'
import { framePhrases } from './frame.ts'
import { takePhrases } from './take.ts'
import { wholePhrases } from './whole.ts'
import { wordPhrases } from './words.ts'

const dictionary = makeDictionary([
  ...framePhrases,
  ...wholePhrases,
  ...checkPhrases,
  ...comparePhrases,
  ...takePhrases,
  ...wordPhrases,
  ...codePhrases,
  ...formPhrases,
  ...annexPhrases,
])

/** Turns a drawn Chinese page into its English twin. */
export const sayInEnglish = (page: string): string => translatePage(page, dictionary)
