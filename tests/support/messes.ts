/** All messes, in the order in which they spoil a report. */
import type { Mess } from './mess.ts'
import { disclosureMesses } from './messes-of-disclosure.ts'
import { formMesses } from './messes-of-form.ts'
import { requestMesses } from './messes-of-requests.ts'
import { reviewMesses } from './messes-of-reviews.ts'

/** Rows and cells first, then what is done to whole tables. */
export const messes: readonly Mess[] = [...formMesses, ...disclosureMesses, ...requestMesses, ...reviewMesses]
