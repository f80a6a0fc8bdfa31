/** Runs Observable Plot without a browser and returns plain SVG that obeys our content policy: no style elements. */
import * as Plot from '@observablehq/plot'
import { html, raw } from 'hono/html'
import { parseHTML } from 'linkedom'
import type { Html } from '../view.ts'

/** What a chart says of itself: its name for those who cannot see it, and a class for the style sheet. */
export interface ChartWords {
  name: string
  className: string
}

/**
 * Draws a chart. Plot's own rules stand in the style sheet under `.chart`; a style element would be refused by the
 * policy. Addresses given to Plot must be our own relative ones.
 */
export function renderChart(options: Plot.PlotOptions, words: ChartWords): Html {
  const { document } = parseHTML('<html><body></body></html>')
  const chart = Plot.plot({ ...options, document, className: 'chart' })
  for (const style of chart.querySelectorAll('style')) style.remove()
  for (const link of chart.querySelectorAll('a')) {
    const title = link.querySelector('title')?.textContent
    if (typeof title === 'string') link.setAttribute('aria-label', title)
    // Beside visible words a title would be read out as a second text.
    link.querySelector('text title')?.remove()
  }
  for (const group of chart.querySelectorAll('g[aria-label]')) group.removeAttribute('aria-label')
  chart.setAttribute('role', 'group')
  chart.setAttribute('aria-label', words.name)
  chart.setAttribute('class', `chart ${words.className}`)
  chart.removeAttribute('font-family')
  return html`${raw(String(chart.outerHTML))}`
}
