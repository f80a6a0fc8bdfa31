/** Why a comparison across years or units may rightly fail: the closed list that auditors choose from. Source: practice of county offices. */
export const reasons = {
  corrected_later: '上一年度报告发布后已更正',
  reclassified_applicants: '申请人类别重新归类',
  reorganised: '机构改革或撤并，统计主体变化',
  transferred: '申请件移交其他单位',
  previous_missing: '上一年度报告缺失',
  lapsed_by_expiry: '文件有效期届满，未计入废止',
  base_redefined: '清理后重新认定基数',
  list_reissued: '权责清单重新公布',
  outside_summary: '垂直管理等单位不在汇总范围',
  cut_off_differs: '统计截止时间不同',
} as const
export type ReasonCode = keyof typeof reasons

/** True where a text is one of the reasons. */
export function isReason(text: string): text is ReasonCode {
  return Object.hasOwn(reasons, text)
}
