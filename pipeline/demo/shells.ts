/** Whole pages around an article, one shell a kind of site. Pure. */
import { escapeHtml } from './table-markup.ts'

/** The parts of a page that a shell puts in their places; `body` is HTML, all else is text. */
export interface PageParts {
  title: string
  siteName: string
  columnName: string
  publisherName: string
  /** ISO day of publication, 2023-01-13. */
  date: string
  /** 索引号; null where the page prints none. */
  indexNumber: string | null
  /** The charset that the page itself declares; null for a page that declares none. */
  charset: string | null
  body: string
}

const longDay = (date: string): string => date.replace(/^(\d{4})-0?(\d{1,2})-0?(\d{1,2})$/, '$1年$2月$3日')

/** Empty squares of a layout table, the way old templates spaced their pages. */
function emptyRows(rows: number, columns: number): string {
  const row = `<TR>${'<TD height=1 width=8><IMG height=1 src="/images/blank.gif" width=1></TD>'.repeat(columns)}</TR>`
  return Array.from({ length: rows }, () => row).join('\n')
}

/** 博达 VSB as old county portals run it: the article inside nested layout tables with hundreds of empty cells. */
export function vsbShell(parts: PageParts): string {
  const { title, siteName, columnName, publisherName, date, indexNumber, charset, body } = parts
  const meta =
    charset === null ? '' : `<META content="text/html; charset=${charset}" http-equiv="Content-Type">`
  const index =
    indexNumber === null
      ? ''
      : `<TABLE class=xxgk cellSpacing=0 width="96%" border=1><TBODY>
<TR><TD width=90>索 引 号：</TD><TD>${escapeHtml(indexNumber)}</TD><TD width=90>发布机构：</TD><TD>${escapeHtml(publisherName)}</TD></TR>
<TR><TD>名&nbsp;&nbsp;称：</TD><TD>${escapeHtml(title)}</TD><TD>发布日期：</TD><TD>${date}</TD></TR>
</TBODY></TABLE>`
  return `<!DOCTYPE html PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN">
<HTML><HEAD>${meta}
<TITLE>${escapeHtml(title)}-${escapeHtml(siteName)}</TITLE>
<META name="ArticleTitle" content="${escapeHtml(title)}">
<META name="PubDate" content="${date} 09:12">
<META name="ContentSource" content="${escapeHtml(publisherName)}">
<LINK rel="stylesheet" href="/system/resource/style/component/news/content/format2.css">
<SCRIPT src="/system/resource/js/counter.js"></SCRIPT>
</HEAD><BODY>
<TABLE cellSpacing=0 cellPadding=0 width=1000 align=center border=0><TBODY>
${emptyRows(4, 12)}
<TR><TD colSpan=12><A href="/index.htm">首页</A> | <A href="/zwgk.htm">政务公开</A> | <A href="/hdjl.htm">互动交流</A></TD></TR>
<TR><TD colSpan=12>当前位置：<A href="/index.htm">首页</A> &gt; <A href="/zwgk.htm">政务公开</A> &gt; ${escapeHtml(columnName)}</TD></TR>
${emptyRows(3, 12)}
<TR><TD colSpan=12>
<TABLE cellSpacing=0 cellPadding=0 width="100%" border=0><TBODY><TR><TD width=10>&nbsp;</TD><TD vAlign=top>
<FORM name=_newscontent_fromname>
<TABLE class=winstyle cellSpacing=0 cellPadding=0 width="100%" border=0><TBODY>
<TR><TD class=titlestyle align=center>${escapeHtml(title)}</TD></TR>
<TR><TD class=timestyle align=center>时间：${date.replaceAll('-', '/')} &nbsp;作者：${escapeHtml(publisherName)} &nbsp;点击数：<SCRIPT>_showDynClicks("wbnews", 1990001, 1000)</SCRIPT> 【字体：<A href="#">大</A> <A href="#">中</A> <A href="#">小</A>】</TD></TR>
<TR><TD align=center>${index}</TD></TR>
<TR><TD class=contentstyle id=vsb_newscontent><DIV id=vsb_content><DIV class=v_news_content>
${body}
</DIV></DIV></TD></TR>
<TR><TD align=right>【<A href="javascript:window.print()">打印</A>】【<A href="javascript:window.close()">关闭窗口</A>】</TD></TR>
</TBODY></TABLE></FORM>
</TD><TD width=10>&nbsp;</TD></TR></TBODY></TABLE>
</TD></TR>
${emptyRows(6, 12)}
<TR><TD colSpan=12 align=center>${escapeHtml(siteName)} 版权所有（示例网站，内容均为虚构）</TD></TR>
</TBODY></TABLE>
</BODY></HTML>
`
}

/** A newer site: plain div elements and clean tables. */
export function divShell(parts: PageParts): string {
  const { title, siteName, columnName, publisherName, date, indexNumber, charset, body } = parts
  const meta = charset === null ? '' : `<meta charset="${charset}">`
  const index = indexNumber === null ? '' : `<li>索引号：${escapeHtml(indexNumber)}</li>`
  return `<!doctype html>
<html lang="zh-CN">
<head>
${meta}
<title>${escapeHtml(title)}_${escapeHtml(siteName)}</title>
<meta name="viewport" content="width=device-width">
</head>
<body>
<header><a href="/">${escapeHtml(siteName)}</a></header>
<nav class="breadcrumb">当前位置：<a href="/">首页</a> &gt; ${escapeHtml(columnName)}</nav>
<main>
<h1>${escapeHtml(title)}</h1>
<ul class="meta"><li>发布时间：${date} 10:05</li><li>来源：${escapeHtml(publisherName)}</li>${index}</ul>
<article id="zoom" class="article-content">
${body}
</article>
</main>
<footer>主办：${escapeHtml(siteName)}（示例网站，内容均为虚构）</footer>
</body>
</html>
`
}

/** An older site whose editors paste from a word processor: mso classes, office name spaces, nothing closed properly. */
export function wordShell(parts: PageParts): string {
  const { title, siteName, columnName, publisherName, date, indexNumber, charset, body } = parts
  const meta =
    charset === null ? '' : `<meta http-equiv="Content-Type" content="text/html; charset=${charset}">`
  const index = indexNumber === null ? '' : `&nbsp;&nbsp;索引号：${escapeHtml(indexNumber)}`
  return `<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word">
<head>
${meta}
<title>${escapeHtml(title)}</title>
</head>
<body bgcolor="#ffffff">
<div id="top"><a href="/index.html">${escapeHtml(siteName)}</a></div>
<div class="position">您现在的位置：<a href="/index.html">首页</a> &gt;&gt; ${escapeHtml(columnName)}</div>
<div class="main">
<h2 align="center">${escapeHtml(title)}</h2>
<div class="info" align="center">发布单位：${escapeHtml(publisherName)}&nbsp;&nbsp;发布日期：${longDay(date)}${index}</div>
<div id="content"><!--StartFragment-->
${body}
<!--EndFragment--></div>
<p align="right"><a href="javascript:history.back()">返回</a></p>
</div>
<div id="foot">${escapeHtml(siteName)}（示例网站，内容均为虚构）
</body>
</html>
`
}
