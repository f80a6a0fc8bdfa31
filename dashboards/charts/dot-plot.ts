/** A dot a publisher on one scale, with the median and the middle band, and a margin for what is no number. Pure. */
import * as Plot from '@observablehq/plot'
import type { Html } from '../view.ts'
import { writeNumber } from '../figure.ts'
import { renderChart } from './render.ts'
import type { Spread } from './spread.ts'

/** One publisher's dot: a number, or the glyph of a kind of nothing; `href` is one of our own addresses. */
export interface Dot {
  name: string
  value: number | null
  glyph: string
  tone: string
  href: string
  words: string
}

/** Size of a drawing in CSS pixels: as wide as the page, or as a phone. */
export interface Frame {
  width: number
  names: number
  className: string
}

/** As wide as a desk. */
export const wideFrame: Frame = { width: 940, names: 150, className: 'wide' }
/** For several years side by side, on a desk and on a phone alike. */
export const smallFrame: Frame = { width: 390, names: 110, className: 'small' }
/** As wide as a phone. */
export const narrowFrame: Frame = { width: 340, names: 100, className: 'narrow' }

const rowHeight = 26
const gutter = 84

/** Draws the dots in the order given. `top` is the end of the scale, so that years can be compared side by side. */
export function drawDotPlot(
  dots: readonly Dot[],
  scale: { top: number; bottom: number; unit: string; spread: Spread | null },
  frame: Frame,
  name: string,
): Html {
  const { spread, top, bottom, unit } = scale
  const numbers = dots.filter((dot) => dot.value !== null)
  const others = dots.filter((dot) => dot.value === null)
  const longest = Math.max(0, ...dots.map((dot) => [...dot.name].length))
  const names = Math.min(frame.names, longest * 13 + 16)
  const marks = Math.max(1, Math.min(frame.width / 110, top - bottom))
  const cut = (text: string): string => {
    const letters = [...text]
    const most = Math.floor((frame.names - 12) / 13)
    const short = [...text.replace(/(?:人民政府|办事处)$/u, '')]
    if (letters.length > most && short.length <= most) return short.join('')
    return letters.length <= most ? text : `${letters.slice(0, most - 1).join('')}…`
  }
  const linked = { href: 'href', title: 'words' } as const
  const band =
    spread === null
      ? []
      : [
          Plot.rectX([spread], { x1: 'low', x2: 'high', className: 'band' }),
          Plot.ruleX([spread], { x: 'median', className: 'median' }),
          Plot.text([spread], {
            x: 'median',
            frameAnchor: 'bottom',
            dy: 16,
            text: (one: Spread) => `中位数 ${writeNumber(one.median)}`,
            className: 'median-label',
          }),
        ]
  return renderChart(
    {
      width: frame.width,
      height: dots.length * rowHeight + 60,
      marginLeft: names,
      marginRight: 36,
      marginTop: 30,
      marginBottom: 26,
      insetLeft: gutter,
      insetTop: 6,
      x: { domain: [bottom, top > bottom ? top : bottom + 1], label: null, axis: null },
      y: { domain: dots.map((dot) => dot.name), label: null, axis: null, padding: 0 },
      marks: [
        ...band,
        Plot.gridX({ ticks: marks, className: 'grid' }),
        Plot.axisX({
          anchor: 'top',
          ticks: marks,
          tickSize: 0,
          label: null,
          tickFormat: (value: number) => (Number.isInteger(value) ? writeNumber(value) : ''),
          className: 'ticks',
        }),
        Plot.axisY({ tickSize: 0, label: null, tickFormat: cut, className: 'names' }),
        Plot.ruleX([0], { className: 'zero-line' }),
        Plot.ruleY(numbers, { y: 'name', x1: 0, x2: 'value', className: 'stem' }),
        Plot.dot(
          numbers.filter((dot) => dot.value !== 0),
          { x: 'value', y: 'name', r: 5.5, className: 'dot', ...linked },
        ),
        Plot.dot(
          numbers.filter((dot) => dot.value === 0),
          { x: 'value', y: 'name', r: 4.5, className: 'dot zero', ...linked },
        ),
        Plot.text(numbers, {
          x: 'value',
          y: 'name',
          dx: 10,
          textAnchor: 'start',
          text: (dot: Dot) => (dot.value === null ? '' : writeNumber(dot.value)),
          className: 'value-label',
        }),
        Plot.text(others, {
          y: 'name',
          frameAnchor: 'left',
          dx: 8,
          text: 'glyph',
          className: 'absent',
          ...linked,
        }),
      ],
    },
    { name: `${name}（${unit}）`, className: frame.className },
  )
}
