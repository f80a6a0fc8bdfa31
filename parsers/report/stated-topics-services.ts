/** Wordings about what stands beside open information and is never a request or a disclosure. */
import { otherTime, type Wording } from './stated-wording.ts'

/** Training of the organ's own people, not of farmers and job-seekers. */
const officeWork = /公开|信息|政务|业务|条例|网站|媒体/

/** Hotline cases, consultations, complaints, motions, training, interpretations, responses and posts. */
export const serviceWordings: readonly Wording[] = [
  {
    topic: 'hotline.cases',
    lead: /(?:热线|12345)[^\d,;:。]{0,20}$|(?:工单)$/,
    unit: /^(?:件次|件|条|起|单|通|次|人次)$/,
    scopes: ['hotline'],
    unless: /率|上年|去年|培训|会议|申请公开|依申请/,
  },
  {
    topic: 'consultations',
    lead: /(?:咨询|留言|网民来信|群众来信|来信)[^\d,;:。]{0,8}$/,
    unit: /^(?:人次|人|件次|件|条|次|起|个|批次|通)$/,
    unless: /投诉|来访|率|上年|去年|培训|会议|依申请/,
  },
  {
    topic: 'complaints',
    lead: /(?:信访|举报|投诉)[^\d,;:。]{0,8}$/,
    unit: /^(?:件次|件|条|起|个|次|人次|宗|批次)$/,
    unless: /咨询|率|上年|去年|培训|会议|依申请|信访举报投诉类|处罚|立案/,
  },
  {
    topic: 'motions',
    lead: /(?:提案|(?<!复)议案|代表建议|代表意见建议|建议提案|代表建议和政协委员提案)(?:意见|件|和建议)?$/,
    unit: /^(?:件|条|份|个|项)$/,
    unless: /率|上年|去年|公开|(?:建议|代表|议案)[、和及与](?:政协)?(?:委员)?提案/,
  },
  {
    topic: 'training.people',
    word: '训',
    lead: /(?:培训|参训)(?:干部|人员|工作人员|业务人员|学员|信息员|各类|党员|[、和])*$/,
    unit: /^(?:人次|人)$/,
    within: officeWork,
    unless: /就业|技能|农业|农民|种植|养殖|电商|劳动力|技术|创业|家政/,
  },
  {
    topic: 'training.sessions',
    word: '训',
    lead: /(?:开展|组织|举办|召开|参加|进行|开办)[^\d,;:。]{0,24}培训(?:会议|会|班|活动|工作|学习)?$/,
    unit: /^(?:次|场|场次|期|个|批次)$/,
    within: officeWork,
    unless: /就业|技能|农业|农民|种植|养殖|电商|劳动力|技术|创业|家政|急救|普法|防汛|安全生产|消防|计划|每/,
  },
  {
    topic: 'training.sessions',
    word: '训',
    lead: /(?:开展|组织|举办|召开|参加|进行|开办)(?:了)?$/,
    tail: /^(?:以上)?(?:政务公开|政府信息公开|信息公开|业务|专题|专项|工作|相关|集中|知识|人员|的|及|和|、|信息员){0,6}培训/,
    unit: /^(?:次|场|期|个|批次)$/,
    within: officeWork,
    unless: /就业|技能|农业|农民|种植|养殖|电商|劳动力|技术|创业|家政|急救|普法|防汛|安全生产|消防|计划|每/,
  },
  {
    topic: 'interpretations',
    word: '解读',
    lead: /(?:(?<!媒体)(?:政策|文件)(?:文件)?(?:及)?解读|(?<!媒体|视频|图片|图文|图解|动漫|文字|音频)解读)(?:类)?(?:材料|稿件|信息|文章|文件|产品|政策|作品|方案|稿|的)*$/,
    unit: /^(?:条|件|篇|份|个|则|项|部)$/,
    unless: /率|上年|去年|会|培训|每|计划/,
  },
  {
    topic: 'responses',
    word: '回',
    lead: /(?:回应|回复)(?:公众|社会|群众|网民|百姓|民生)*(?:关切|关注(?:的)?热点|热点|舆情|关注)(?:问题|信息|或重大舆情|和|、)*$/,
    unit: /^(?:次|件|条|个|起|项|篇)$/,
  },
  {
    topic: 'wechat.posts',
    lead: /微信(?:公众号|公众平台|平台|订阅号|视频号)?[^\d,;:。]{0,12}(?:推送|推文|发文|发送|编发|发布(?:推文|文章|图文|消息))[^\d,;:。]{0,6}$|公众号[^\d,;:。]{0,4}(?:推送|推文|发文|编发|发布(?:推文|文章|图文|消息))[^\d,;:。]{0,6}$/,
    unit: /^(?:条|篇|期|次|则|件|份)$/,
    unless: otherTime,
  },
  {
    topic: 'weibo.posts',
    word: '微博',
    lead: /微博[^\d,;:。]{0,8}(?:推送|推文|发文|编发|博文|发布(?:微博|博文|消息))[^\d,;:。]{0,4}$/,
    unit: /^(?:条|篇|期|次|则|件)$/,
    unless: otherTime,
  },
]
