// What a script may add to pages that work without one: filters apply at once, figures can be searched, keys move.
for (const form of document.querySelectorAll('form[data-auto]')) {
  form.addEventListener('submit', () => {
    for (const field of form.querySelectorAll('select, input')) if (field.value === '') field.disabled = true
  })
  form.addEventListener('change', (event) => {
    if (event.target instanceof HTMLSelectElement) form.requestSubmit()
  })
}

window.addEventListener('pageshow', () => {
  for (const field of document.querySelectorAll('form[data-auto] :disabled')) field.disabled = false
})

for (const select of document.querySelectorAll('select[data-search]')) {
  const all = [...select.querySelectorAll('option')].map((option) => ({
    option,
    parent: option.parentElement,
  }))
  const box = document.createElement('input')
  box.type = 'search'
  box.placeholder = select.dataset.search
  box.setAttribute('aria-label', select.dataset.search)
  box.addEventListener('input', () => {
    const words = box.value.trim().toLowerCase().split(/\s+/u)
    for (const { option, parent } of all) {
      const text = `${option.text} ${option.value} ${parent.label ?? ''}`.toLowerCase()
      if (words.every((word) => text.includes(word))) parent.append(option)
      else if (!option.selected) option.remove()
    }
  })
  box.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter') return
    event.preventDefault()
    const first = [...select.options].find((option) => !option.selected)
    if (first !== undefined) {
      first.selected = true
      select.form.requestSubmit()
    }
  })
  box.addEventListener('change', (event) => event.stopPropagation())
  select.before(box)
}

/** The reason that was asked for before a dismissal: Enter dismisses then, and comments otherwise. */
let asksWhy = null

/** Keys in the field of a review form: Enter records what the field was opened for, Escape goes back to the finding. */
function answerInReason(event) {
  const form = event.target.form
  if (event.key === 'Enter' && asksWhy === event.target) {
    event.preventDefault()
    form.querySelector('[data-needs-reason]').click()
  }
  if (event.key === 'Escape') event.target.closest('.finding')?.focus()
}

document.addEventListener('keydown', (event) => {
  if (event.target instanceof HTMLInputElement && event.target.matches('.review [name=reason]'))
    answerInReason(event)
  if (event.ctrlKey || event.metaKey || event.altKey) return
  if (event.target instanceof Element && event.target.closest('input, select, textarea') !== null) return
  if (event.key === '/') {
    const first = document.querySelector('.filters input[type=search], .filters select')
    if (first !== null) {
      event.preventDefault()
      first.focus()
    }
  }
  if (event.key === 'j' || event.key === 'k') {
    const findings = [...document.querySelectorAll('.finding')]
    const at = findings.indexOf(document.activeElement?.closest('.finding') ?? null)
    const next = findings[Math.min(findings.length - 1, Math.max(0, at + (event.key === 'j' ? 1 : -1)))]
    next?.focus()
  }
  const own = document.activeElement?.closest('.finding')
  const asked = own?.querySelector(`[data-key="${CSS.escape(event.key)}"]`)
  if (asked instanceof HTMLElement) {
    event.preventDefault()
    const reason = own.querySelector('[data-key="m"]')
    asksWhy = asked.matches('[data-needs-reason]') ? reason : null
    if (asksWhy !== null && reason.value.trim() === '') reason.focus()
    else if (asked.matches('input:not([type=checkbox])')) asked.focus()
    else asked.click()
  }
})

// The back button leads to the finding that was left, not to the top of the list.
document.addEventListener('click', (event) => {
  const own =
    event.target instanceof Element && event.target.closest('a') ? event.target.closest('.finding') : null
  if (own) history.replaceState(history.state, '', `#${own.id}`)
})

if (location.hash.startsWith('#finding-')) document.getElementById(location.hash.slice(1))?.focus()

window.addEventListener('beforeprint', () => {
  for (const details of document.querySelectorAll('details')) details.open = true
})

/**
 * Asks each frame once more for the figure of its address. A busy browser goes there while the long table is still
 * being laid out, and would stay beside it.
 */
function settleFrames() {
  for (const frame of document.querySelectorAll('iframe[src*="#"]'))
    frame.contentWindow.location.replace(frame.src)
}
addEventListener('load', settleFrames)

/** On the page of a whole report, shows the figure that the address asks for in the archived page beside it. */
function openPlace() {
  const asked = document.getElementById(decodeURIComponent(location.hash.slice(1)))
  const place = asked?.querySelector('a[target=page]')
  const frame = document.querySelector('iframe[name=page]')
  if (place && frame) frame.src = place.href
}
addEventListener('hashchange', openPlace)
// Only when the frame has been loaded: before, its own first loading would win.
addEventListener('load', openPlace)
