/** The page around every view: head, menu, the question, and where the figures come from. Pure. */
import { html } from 'hono/html'
import type { About } from './export/json.ts'
import type { MenuPart } from './menu.ts'
import type { Html, Missing } from './view.ts'

/** The further forms of a page's rows, and its chart where it has one. */
export interface TwinLink {
  label: string
  href: string
}

/** What the frame of a page needs besides its body. */
export interface Shell {
  title: string
  question: string
  menu: readonly MenuPart[]
  twins: readonly TwinLink[]
  about: About | null
  /** What was searched for, to stand in the search box again. */
  sought: string
  /** The addresses of the same page in both languages; the style sheet hides the one that is shown. */
  languages: { chinese: string; english: string }
  /** Who records decisions here; null where nobody can. */
  reviewer: string | null
  /** Changes with our own style sheet and script, so that browsers fetch them anew. */
  version: string
}

/** The Chinese clock of an ISO time, with the time zone said: 2023-01-19 09:30（北京时间）. */
export function sayTime(iso: string): string {
  const time = new Date(iso)
  if (Number.isNaN(time.getTime())) return iso
  const parts = new Intl.DateTimeFormat('sv-SE', {
    timeZone: 'Asia/Shanghai',
    dateStyle: 'short',
    timeStyle: 'medium',
  })
  return `${parts.format(time)}（北京时间）`
}

function drawAbout(about: About | null): Html {
  if (about === null) return html`<span>数据来源：尚无数据快照</span>`
  return html`<span>数据截至 <time datetime="${about.data_as_of}">${sayTime(about.data_as_of)}</time></span>
    <span>运行 ${about.run}</span> <span>快照 <code>${about.hash.slice(0, 12)}</code></span>`
}

function drawTwins(twins: readonly TwinLink[]): Html {
  if (twins.length === 0) return html``
  return html`<span class="twins"
    ><span>本页数据</span>
    ${twins.map((twin) => html`<a href="${twin.href}" rel="alternate">${twin.label}</a> `)}</span
  >`
}

function drawMenu(menu: readonly MenuPart[]): Html {
  return html`<nav id="menu" class="menu" aria-label="主菜单">
    ${menu.map(
      (part) =>
        html`<div class="part">
          <span>${part.label}</span>
          ${part.entries.map(
            (entry) =>
              html`<a href="${entry.href}" ${entry.here ? html`aria-current="page"` : ''}
                >${entry.label}</a
              > `,
          )}
        </div>`,
    )}
  </nav>`
}

/** Draws a whole page. */
export function drawPage(shell: Shell, body: Html): Html {
  return html`<!doctype html>
    <html lang="zh-CN">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="referrer" content="same-origin" />
        <title>${shell.title} · 勾稽</title>
        <link rel="icon" href="/app/icon.svg?v=${shell.version}" type="image/svg+xml" />
        <link rel="stylesheet" href="/app/gouji.css?v=${shell.version}" />
        <script src="/app/enhance.js?v=${shell.version}" defer></script>
      </head>
      <body>
        <a class="skip" href="#main">跳到正文</a>
        <header class="masthead">
          <a class="brand" href="/"><b translate="no">勾稽</b><span>政府信息公开年度报告核对</span></a>
          <form class="seek" method="get" action="/search" role="search">
            <input
              type="search"
              name="q"
              value="${shell.sought}"
              placeholder="查单位、年度、指标、问题"
              aria-label="查单位、年度、指标、问题"
            /><button type="submit">查找</button>
          </form>
          <span class="languages" translate="no"
            ><a href="${shell.languages.chinese}" hreflang="zh-CN">中文</a
            ><a href="${shell.languages.english}" hreflang="en">English</a></span
          >
          <a class="to-menu" href="#menu">菜单</a>
        </header>
        ${drawMenu(shell.menu)}
        <main id="main">
          <div class="lede">
            <h1>${shell.title}</h1>
            <p class="question">${shell.question}</p>
          </div>
          ${body}
        </main>
        <footer class="colophon">
          ${drawAbout(shell.about)}
          ${shell.reviewer === null ? '' : html`<span>审核人 <b translate="no">${shell.reviewer}</b></span>`}
          ${drawTwins(shell.twins)}
        </footer>
      </body>
    </html>`
}

/** Draws what exists in the place of something in the URL that does not. */
export function drawMissing(missing: Missing): Html {
  return html`<section class="card missing">
    <p>这份数据里没有名为 <q>${missing.asked}</q> 的${missing.what}。</p>
    ${
      missing.exists.length === 0
        ? html`<p>目前没有可选的${missing.what}。</p>`
        : html`<p>可选的${missing.what}有：</p>
            <ul class="choices">
              ${missing.exists.map((one) => html`<li><a href="${one.href}">${one.label}</a></li>`)}
            </ul>`
    }
    <p><a href="/">回到概览</a></p>
  </section>`
}

/** Draws a plain message, such as a page that does not exist or a snapshot that cannot be opened. */
export function drawNotice(lines: readonly string[], command: string | null): Html {
  return html`<section class="card missing">
    ${lines.map((line) => html`<p>${line}</p>`)}
    ${command === null ? '' : html`<pre><code>${command}</code></pre>`}
    <p><a href="/">回到概览</a></p>
  </section>`
}
