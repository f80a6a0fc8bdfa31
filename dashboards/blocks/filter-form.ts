/** The filter form of a page: plain GET selects that work without scripts. Pure. */
import { html } from 'hono/html'
import { gather } from '../group.ts'
import type { Html } from '../view.ts'

/** One choice of a select; `group` puts neighbours of the same name under one heading. */
export interface Choice {
  value: string
  label: string
  group?: string
}

/** A select of the form; `all` is the words for "no restriction", absent where one must be chosen. */
export interface Select {
  name: string
  label: string
  chosen: readonly string[]
  choices: readonly Choice[]
  all?: string
  multiple?: boolean
  /** Offers a box to search the choices where scripts run. */
  searchable?: boolean
}

function drawChoice(choice: Choice, select: Select): Html {
  const chosen = select.chosen.includes(choice.value)
  return html`<option value="${choice.value}" ${chosen ? html`selected` : ''}>${choice.label}</option>`
}

function drawChoices(select: Select): Html[] {
  const groups = gather(select.choices, (choice) => choice.group ?? '')
  return [...groups].map(([group, choices]) =>
    group === ''
      ? html`${choices.map((choice) => drawChoice(choice, select))}`
      : html`<optgroup label="${group}">${choices.map((choice) => drawChoice(choice, select))}</optgroup>`,
  )
}

function drawSelect(select: Select): Html {
  if (select.multiple === true) {
    return html`<fieldset class="boxes">
      <legend>${select.label}</legend>
      ${select.choices.map(
        (choice) =>
          html`<label
            ><input
              type="checkbox"
              name="${select.name}"
              value="${choice.value}"
              ${select.chosen.includes(choice.value) ? html`checked` : ''}
            />${choice.label}</label
          >`,
      )}
    </fieldset>`
  }
  return html`<label class="field ${select.searchable === true ? 'wide' : ''}"
    ><span>${select.label}</span>
    <select
      name="${select.name}"
      ${select.searchable === true ? html`data-search="搜索${select.label}"` : ''}
    >
      ${select.all === undefined ? '' : html`<option value="">${select.all}</option>`} ${drawChoices(select)}
    </select></label
  >`
}

/** Draws the form; `kept` are query values that the form hands on unchanged. A select with one choice is left out. */
export function drawFilterForm(
  action: string,
  selects: readonly Select[],
  kept: Readonly<Record<string, string | null>> = {},
): Html {
  const shown = selects.filter((select) => select.choices.length > 1)
  if (shown.length === 0) return html``
  return html`<form class="filters" method="get" action="${action}" data-auto>
    ${shown.map(drawSelect)}
    ${Object.entries(kept).map(([name, value]) =>
      value === null ? '' : html`<input type="hidden" name="${name}" value="${value}" />`,
    )}
    <button type="submit">查看</button>
  </form>`
}
