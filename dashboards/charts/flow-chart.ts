/** The flow of requests: bars on the left for what came in, on the right for where it went, ribbons between. Pure. */
import { html } from 'hono/html'
import type { FlowPart } from '../blocks/flow-parts.ts'
import { writeNumber } from '../figure.ts'
import type { Html } from '../view.ts'

/** The two widths a flow is drawn in: for a page, and for a phone. */
const shapes = [
  { kind: 'wide', width: 940, leftX: 190, rightX: 660 },
  { kind: 'narrow', width: 380, leftX: 104, rightX: 258 },
] as const
type Shape = (typeof shapes)[number]

const plot = 250
const top = 16
const barWidth = 16
const spacing = 8
const leastHeight = 1.5
const labelHeight = 19

interface Block {
  label: string
  value: number
  y: number
  height: number
  gap: boolean
}

/** Stacks parts downward, each as high as its number, with room for its label. */
function stack(parts: readonly { label: string; value: number; gap: boolean }[], unit: number): Block[] {
  let y = top
  return parts.map(({ label, value, gap }) => {
    const height = Math.max(leastHeight, value * unit)
    const block = { label, value, gap, y, height }
    y += Math.max(height, labelHeight - spacing) + spacing
    return block
  })
}

const round = (value: number): number => Math.round(value * 10) / 10

function drawLabel(block: Block, side: 'in' | 'out', { leftX, rightX }: Shape): Html {
  const x = side === 'in' ? leftX - 10 : rightX + barWidth + 10
  const y = round(block.y + Math.max(block.height / 2, 4) + 4)
  return html`<text x="${x}" y="${y}" text-anchor="${side === 'in' ? 'end' : 'start'}"
    >${block.label} ${writeNumber(block.value)}</text
  >`
}

/** Draws the flow. An open end is drawn, never hidden: `missing` went nowhere, `excess` came from nowhere. */
export function drawFlowChart(
  parts: readonly FlowPart[],
  open: { missing: number; excess: number },
  name: string,
): Html {
  return html`${shapes.map((shape) => drawShape(parts, open, name, shape))}`
}

function drawShape(
  parts: readonly FlowPart[],
  open: { missing: number; excess: number },
  name: string,
  shape: Shape,
): Html {
  const { kind, width, leftX, rightX } = shape
  const stated = (side: 'in' | 'out') =>
    parts.flatMap(({ label, side: own, value }) =>
      own === side && value !== null ? [{ label, value, gap: false }] : [],
    )
  const ins = [
    ...stated('in'),
    ...(open.excess > 0 ? [{ label: '多出，来处不明', value: open.excess, gap: true }] : []),
  ]
  const outs = [
    ...stated('out'),
    ...(open.missing > 0 ? [{ label: '去向不明', value: open.missing, gap: true }] : []),
  ]
  const total = Math.max(
    1,
    ins.reduce((sum, one) => sum + one.value, 0),
    outs.reduce((sum, one) => sum + one.value, 0),
  )
  const unit = plot / total
  const [left, right] = [stack(ins, unit), stack(outs, unit)]
  const bottom = (blocks: readonly Block[]): number =>
    Math.max(0, ...blocks.map((one) => one.y + Math.max(one.height, labelHeight)))
  const height = round(Math.max(bottom(left), bottom(right)) + 12)
  const pool = left.reduce((sum, one) => sum + one.height, 0)
  const poolX = (leftX + rightX) / 2
  const poolTop = top + Math.max(0, (height - top * 2 - pool) / 2)
  const ribbon = (x1: number, y1: number, x2: number, y2: number, h: number): string => {
    const mid = round((x1 + x2) / 2)
    return `M${x1} ${round(y1)}C${mid} ${round(y1)} ${mid} ${round(y2)} ${x2} ${round(y2)}V${round(y2 + h)}C${mid} ${round(y2 + h)} ${mid} ${round(y1 + h)} ${x1} ${round(y1 + h)}Z`
  }
  let inAt = poolTop
  let outAt = poolTop
  return html`<svg
    class="chart ${kind} flow"
    viewBox="0 0 ${width} ${height}"
    role="img"
    aria-label="${name}"
  >
    ${left.map((block) => {
      const d = ribbon(leftX + barWidth, block.y, poolX - barWidth / 2, inAt, block.height)
      inAt += block.height
      return html`<path class="${block.gap ? 'gap' : 'ribbon'}" d="${d}" />`
    })}
    ${right.map((block) => {
      const d = ribbon(poolX + barWidth / 2, outAt, rightX, block.y, block.height)
      outAt += block.height
      return html`<path class="${block.gap ? 'gap' : 'ribbon'}" d="${d}" />`
    })}
    <rect
      class="bar"
      x="${poolX - barWidth / 2}"
      y="${round(poolTop)}"
      width="${barWidth}"
      height="${round(pool)}"
    />
    <text x="${poolX}" y="${round(poolTop - 5)}" text-anchor="middle" class="soft">
      ${writeNumber(total)} 件
    </text>
    ${left.map(
      (block) =>
        html`<rect
            class="${block.gap ? 'gap' : 'bar'}"
            x="${leftX}"
            y="${round(block.y)}"
            width="${barWidth}"
            height="${round(block.height)}"
          />${drawLabel(block, 'in', shape)}`,
    )}
    ${right.map(
      (block) =>
        html`<rect
            class="${block.gap ? 'gap' : 'bar'}"
            x="${rightX}"
            y="${round(block.y)}"
            width="${barWidth}"
            height="${round(block.height)}"
          />${drawLabel(block, 'out', shape)}`,
    )}
  </svg>`
}
