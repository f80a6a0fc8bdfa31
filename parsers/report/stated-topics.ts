/** The closed grammar of narrative figures: a row a wording, the first that fits counts. A figure that no row fits is not read. */
import { actWordings } from './stated-topics-acts.ts'
import { disclosureWordings } from './stated-topics-disclosed.ts'
import { carriedOver, requestWordings } from './stated-topics-requests.ts'
import { serviceWordings } from './stated-topics-services.ts'
import type { Wording } from './stated-wording.ts'

/** All wordings in the order in which they are tried. */
export const wordings: readonly Wording[] = [
  ...carriedOver,
  ...actWordings,
  ...requestWordings,
  ...serviceWordings,
  ...disclosureWordings,
]
