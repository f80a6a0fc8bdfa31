/** Pages that stand in the place of a page: a closed list, told by their own marks. Named and reported, never defeated, never archived. Pure. */
import iconv from 'iconv-lite'

/** What stands in the way. */
export type Obstacle = 'challenge' | 'waf' | 'captcha' | 'login' | 'soft_404' | 'moved'

/** An obstacle and plain Chinese words for it. */
export interface ObstacleFound {
  reason: Obstacle
  detail: string
}

/** Longer pages are somebody's content. */
const longest = 64 * 1024
const challengeMarks = /__jsl_clearance|acw_sc__v2|\$_ts\s*=\s*window|_\$jsvmprt|cf-chl-|__tst_status/
const content = /<(?:table|article)\b|<p[\s>]/i

const marks: readonly (readonly [Obstacle, RegExp, string])[] = [
  [
    'captcha',
    /请(?:输入|完成|进行)[^<]{0,12}(?:验证码|滑动验证|安全验证)|(?:captcha|geetest|nc_wrapper)/i,
    '要求输入验证码',
  ],
  [
    'waf',
    /(?:请求|访问|行为|操作)[^<]{0,16}(?:被拦截|已被阻断|存在威胁|可疑|被阻止)|云防护|安全狗|创宇盾|网站防火墙|Web\s*Application\s*Firewall|request (?:has been|was) blocked|Access Denied/i,
    '网站防护拦截了访问',
  ],
  [
    'moved',
    /(?:网站|站点|本站)[^<]{0,10}(?:已迁移|已搬迁|迁移至|已停用|停止运行|已整合|永久关闭)/,
    '网站称已迁移或停用',
  ],
  [
    'soft_404',
    /(?:页面|网页|文章|内容|信息|文件)[^<]{0,8}(?:不存在|已删除|未找到|已下线|丢失|已失效)|(?:找不到|无法找到|没有找到)[^<]{0,10}(?:页面|网页|内容|文件)|404\s*(?:Not Found|错误|-)|Page Not Found/i,
    '页面不存在，网站却返回 200',
  ],
]

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (error) {
    if (error instanceof TypeError) return iconv.decode(Buffer.from(bytes), 'gb18030')
    throw error
  }
}

/** Words a reader sees, script and style left out. */
function visible(text: string): string {
  return text
    .replace(/<(script|style)\b[\s\S]*?<\/\1\s*>/gi, ' ')
    .replace(/<!--[\s\S]*?-->/g, ' ')
    .replace(/\s+/g, ' ')
}

const plain = (markup: string): string => markup.replace(/<[^>]*>/g, '').trim()
const isHome = (url: string): boolean => /^\/(?:index|default)?(?:\.\w{2,5})?$/.test(new URL(url).pathname)

/** The address led to a front page or a login in place of what was asked for. */
function misled(asked: string, answered: string): ObstacleFound | null {
  if (asked === answered || !URL.canParse(asked) || !URL.canParse(answered)) return null
  if (isHome(answered) && !isHome(asked)) return { reason: 'soft_404', detail: '被转到了网站首页' }
  const { pathname } = new URL(answered)
  if (
    /\/(?:login|signin|sso|cas|oauth2?)\b/i.test(pathname) &&
    !/\/(?:login|signin|sso|cas)\b/i.test(new URL(asked).pathname)
  )
    return { reason: 'login', detail: '被转到了登录页' }
  return null
}

/**
 * The obstacle that a page of status 200 is, or null where it may be content. A page that names a dated report, or that is long, is
 * content whatever else it says.
 */
export function findObstacle(
  page: { asked: string; answered: string; media_type: string | null },
  bytes: Uint8Array,
): ObstacleFound | null {
  const led = misled(page.asked, page.answered)
  if (led !== null) return led
  if (bytes.length > longest || (page.media_type !== null && !/html|^text\/plain$/.test(page.media_type)))
    return null
  const text = textOf(bytes)
  if (challengeMarks.test(text) && !content.test(text))
    return { reason: 'challenge', detail: '网站防护的脚本页' }
  const shown = visible(text)
  if (/主动公开|信息公开(?:工作)?年度报告|依申请公开/.test(shown)) return null
  if (
    /<input\b[^>]*type\s*=\s*["']?password/i.test(shown) &&
    !content.test(shown.replace(/<form[\s\S]*?<\/form>/gi, ''))
  )
    return { reason: 'login', detail: '页面要求登录' }
  const words = plain(shown)
  if (words.length > 1500) return null
  const found = marks.find(([, mark]) => mark.test(shown))
  return found === undefined ? null : { reason: found[0], detail: found[2] }
}
