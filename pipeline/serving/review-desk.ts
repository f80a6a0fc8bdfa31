/** Records what auditors decide in the browser: every deed an event of the decisions file, under a named person. */
import { randomUUID } from 'node:crypto'
import type { Deed, Review } from '../../dashboards/server.ts'
import { checkDecision, type DecisionEvent } from '../../warehouse/decisions.ts'
import { appendDecisions, decisionsPath } from '../audit/decision-file.ts'
import type { Context } from '../context.ts'
import { Stop } from '../exit.ts'

/** Who decides: a person named at start, or by a header that the reverse proxy sets and strips from what comes from outside. */
export interface ReviewBy {
  reviewer: string | null
  reviewerHeader: string | null
}

const longestName = 100

function draftOf(deed: Deed, told: { id: string; at: string; by: string }): object {
  if (deed.kind === 'undo') return { kind: 'undo', ...told, undoes: deed.undoes }
  const { finding, kind, reason } = deed
  const value = kind === 'override' ? { cell: deed.cell, value: deed.value } : {}
  return { kind, ...told, ...finding, ...value, ...(reason === null ? {} : { reason }) }
}

/** Opens the desk; null where nobody is named: then the dashboard stays read-only. */
export function openReviewDesk({ workspace, effects }: Context, by: ReviewBy): Review | null {
  const { reviewer, reviewerHeader } = by
  if (reviewer === null && reviewerHeader === null) return null
  return {
    who: (headers) => {
      const sent = reviewerHeader === null ? null : headers.get(reviewerHeader)
      const named = reviewerHeader === null ? reviewer : decodeName(sent ?? '')
      const name = (named ?? '').trim().slice(0, longestName)
      return name === '' ? null : name
    },
    record: async (person, deeds) => {
      const at = effects.now().toISOString()
      const events: DecisionEvent[] = []
      for (const deed of deeds) {
        const { event, message } = checkDecision(draftOf(deed, { id: randomUUID(), at, by: person }))
        if (event === null) return `没有记录：${message}`
        events.push(event)
      }
      try {
        await appendDecisions(decisionsPath(workspace), events, effects)
        return null
      } catch (error) {
        if (!(error instanceof Stop)) throw error
        return `没有记录：${error.message}`
      }
    },
  }
}

/** A header's name as text: proxies send other letters percent-encoded, or as bytes of UTF-8. */
function decodeName(sent: string): string {
  const bytes = Buffer.from(sent, 'latin1').toString('utf8')
  const text = bytes.includes('\uFFFD') ? sent : bytes
  if (!/%[0-9a-f]{2}/iu.test(text)) return text
  try {
    return decodeURIComponent(text)
  } catch (error) {
    if (!(error instanceof URIError)) throw error
    return text
  }
}
