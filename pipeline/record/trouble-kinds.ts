/** The kinds of trouble: whose each is, in which words, and what mends it. A new reason of the crawler is a row here. */

interface Kind {
  side: 'ours' | 'site'
  /** Chinese. */
  what: string
  remedy: string
}

const wait = '网站恢复后自动补采；所存数据继续有效。'
const look = '用浏览器打开该网址核对；确有变动时改站点文件。'

export const troubleKinds = {
  network: {
    side: 'ours',
    what: '本机网络不通',
    remedy: '检查本机的网络、DNS 与代理：gouji doctor',
  },
  dns: { side: 'site', what: '域名解析不到', remedy: `${look}其他网站也解析不到时检查本机 DNS。` },
  connect: { side: 'site', what: '连不上', remedy: wait },
  timeout: { side: 'site', what: '没有应答', remedy: wait },
  reset: { side: 'site', what: '连接中断', remedy: wait },
  too_slow: { side: 'site', what: '传输过慢', remedy: wait },
  tls: {
    side: 'site',
    what: '证书或加密方式有问题',
    remedy: '核实后可在站点文件写 tls_exceptions（注明理由）。',
  },
  protocol: { side: 'site', what: '应答不合 HTTP 规范', remedy: look },
  decoding: { side: 'site', what: '应答内容解不开', remedy: look },
  encoding: { side: 'site', what: '应答的压缩方式不支持', remedy: look },
  server: { side: 'site', what: '服务器出错（5xx）', remedy: wait },
  busy: { side: 'site', what: '服务器忙（429/503）', remedy: wait },
  status: { side: 'site', what: '拒绝访问（4xx）', remedy: look },
  deferred: { side: 'site', what: '网站要求过后再来', remedy: wait },
  circuit: { side: 'site', what: '连续失败，今夜不再访问', remedy: wait },
  robots: { side: 'site', what: 'robots.txt 不允许', remedy: '不得绕开；与网站主办单位联系。' },
  challenge: { side: 'site', what: '要求浏览器验证', remedy: '不得绕开；与网站主办单位联系。' },
  waf: { side: 'site', what: '被网站防护拦截', remedy: '不得绕开；放慢 gap_ms，或与网站主办单位联系。' },
  captcha: { side: 'site', what: '要求输入验证码', remedy: '不得绕开；与网站主办单位联系。' },
  login: { side: 'site', what: '要求登录', remedy: '不得绕开；与网站主办单位联系。' },
  soft_404: { side: 'site', what: '页面已不存在（却返回 200）', remedy: look },
  moved: { side: 'site', what: '已迁往未登记的主机', remedy: '核实后把新主机写入站点文件的 hosts。' },
  strange_host: { side: 'site', what: '链接指向未登记的主机', remedy: '核实后把主机写入站点文件的 hosts。' },
  address: { side: 'site', what: '域名指向不允许访问的地址', remedy: look },
  scheme: { side: 'site', what: '网址的协议不允许', remedy: look },
  port: { side: 'site', what: '网址的端口不允许', remedy: look },
  userinfo: { side: 'site', what: '网址带有用户名', remedy: look },
  too_large: { side: 'site', what: '内容超过大小上限', remedy: '核实后可调高 crawl.max_bytes。' },
  too_many_redirects: { side: 'site', what: '跳转次数过多', remedy: look },
  redirect_loop: { side: 'site', what: '循环跳转', remedy: look },
  left: {
    side: 'site',
    what: '多次失败，已放弃或推迟的页面',
    remedy: '查看：gouji retry --list；放回队列：gouji retry',
  },
  other: { side: 'site', what: '取不到的页面', remedy: look },
  needs_browser: {
    side: 'ours',
    what: '页面要用浏览器才能看到，本机没有',
    remedy: 'apt-get install -y chromium fonts-wqy-zenhei',
  },
  browser: { side: 'ours', what: '浏览器出错', remedy: 'gouji doctor；仍有问题时重装 chromium。' },
  window: { side: 'ours', what: '采集时段已过', remedy: '放宽 crawl.window，或早些开始。' },
  halted: {
    side: 'ours',
    what: '到时没有采完，下次接着做',
    remedy: '放宽 --deadline 或 night.deadline、night.host_deadline。',
  },
  failed: {
    side: 'ours',
    what: '采集任务失败，其他站点不受影响',
    remedy: '按所列原因处理后：gouji retry',
  },
  incomplete: {
    side: 'ours',
    what: '栏目没有看全',
    remedy: '与网页上的总数核对：gouji plan；必要时改站点文件的栏目或类型。',
  },
  unread: {
    side: 'ours',
    what: '找到报告但没有读出',
    remedy: '查看 gouji read <文件> 给出的问题；页面写法特别的请报告维护者。',
  },
  gate: {
    side: 'ours',
    what: '发布前的检查没有通过，仍用上一版数据',
    remedy: '核对所列原因；属实则 gouji publish --accept "理由"',
  },
  archive: {
    side: 'ours',
    what: '证据库有不完整之处，已移到旁边',
    remedy: 'gouji verify；有受损的从备份恢复。',
  },
  stopped: { side: 'ours', what: '运行没有做完', remedy: '见错误信息；再次运行会接着做。' },
} as const satisfies Record<string, Kind>

export type TroubleKind = keyof typeof troubleKinds
