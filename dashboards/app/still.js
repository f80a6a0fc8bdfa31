// What the static copy needs a script for: a filter form finds the page that was drawn for its state, the search page
// shows only what was sought.
const root = document.documentElement.dataset.root ?? './'
const english = document.documentElement.lang === 'en'
const states = new Map()

async function readStates(path) {
  if (!states.has(path)) {
    const answer = await fetch(new URL(`${root}${path}`, location.href))
    states.set(path, new Map(Object.entries(answer.ok ? await answer.json() : {})))
  }
  return states.get(path)
}

function score(asked, query) {
  const own = [...new URLSearchParams(query)]
  const shared = own.filter(([name, value]) =>
    asked.some((one) => one[0] === name && one[1] === value),
  ).length
  return shared * 2 - own.length
}

/** What a form asks for; of pages that are drawn with all years together only, whatever years are picked. */
function askedBy(form, drawn) {
  const asked = [...new FormData(form)].filter(([name, value]) => value !== '' && name !== 'lang')
  const together = [...drawn.keys()].every((query) => new URLSearchParams(query).get('year') === 'all')
  return together ? [...asked.filter(([name]) => name !== 'year'), ['year', 'all']] : asked
}

for (const form of document.querySelectorAll('form[data-auto]')) {
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    const drawn = await readStates(document.documentElement.dataset.states)
    const asked = askedBy(form, drawn)
    const query = new URLSearchParams(asked)
    query.sort()
    const exact = drawn.get(query.toString())
    const nearest = [...drawn].sort(([left], [right]) => score(asked, right) - score(asked, left)).at(0)?.[1]
    for (const field of form.querySelectorAll(':disabled')) field.disabled = false
    if (exact !== undefined) location.assign(new URL(`${root}${exact}`, location.href))
    else if (nearest !== undefined) location.assign(new URL(`${root}${nearest}#nearest`, location.href))
  })
}

if (location.hash === '#nearest') {
  const note = document.createElement('p')
  note.className = 'empty'
  note.setAttribute('role', 'status')
  note.textContent = english
    ? 'This copy was not drawn for that combination; the nearest one is shown.'
    : '这份静态副本没有画这一组条件，下面是最接近的一组。'
  document.querySelector('main').prepend(note)
}

const seek = document.querySelector('.seek input')
const sought = new URLSearchParams(location.search).get('q') ?? ''
if (location.pathname.endsWith('/search.html')) {
  seek.value = sought
  const words = sought.trim().toLowerCase().split(/\s+/u)
  for (const hit of document.querySelectorAll('.hits li')) {
    const text = hit.textContent.toLowerCase()
    hit.hidden = !words.every((word) => text.includes(word))
  }
  for (const section of document.querySelectorAll('main section')) {
    const shown = section.querySelectorAll('.hits li:not([hidden])').length
    section.hidden = shown === 0
    const count = section.querySelector('h2 small')
    if (count !== null) count.textContent = String(shown)
  }
}
