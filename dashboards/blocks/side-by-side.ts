/** Two archived pages side by side, each in a frame of its own. Pure. */
import { html } from 'hono/html'
import type { Html } from '../view.ts'
import type { Stretch } from './provenance.ts'
import { archiveLink } from './provenance.ts'

/** One of the two: its title and page, what is marked and numbered, and what differs from the other. */
export interface Side {
  title: string
  href: string
  snapshot: string
  marks: readonly Stretch[]
  changed: readonly Stretch[]
}

/** Draws the frames; they stand below each other where the screen is narrow. */
export function drawSideBySide(sides: readonly Side[]): Html {
  return html`<div class="beside">
    ${sides.map((side) => {
      const src = archiveLink(side.snapshot, side.marks, side.changed)
      return html`<section class="archive">
        <h2>
          <a href="${side.href}">${side.title}</a><small><a href="${src}">单独打开</a></small>
        </h2>
        <iframe sandbox="" referrerpolicy="no-referrer" src="${src}" title="存档页面：${side.title}"></iframe>
      </section>`
    })}
  </div>`
}
