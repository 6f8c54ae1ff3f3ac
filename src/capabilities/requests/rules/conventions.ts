/**
 * Points the law leaves open or that are practice only (tagged unverified in the sources). They are settings of a
 * tenant, never constants in a rule.
 */
export interface ClockConventions {
  /** 条例 Art. 33: working days for the reply. */
  replyWorkingDays: number;
  /** 条例 Art. 33: longest extension. */
  maximumExtensionWorkingDays: number;
  /** 条例 Art. 30: days to notify a correction. */
  correctionNoticeWorkingDays: number;
  /** 条例 Arts. 32, 34: days for a third party or a co-maker to answer. */
  consultationWorkingDays: number;
  /** 信息处理费管理办法 Art. 6 (unverified wording): calendar days to pay, counted from the day after receipt. */
  paymentCalendarDays: number;
  /**
   * Whether an extension granted before the clock started afresh (correction, payment) still counts after it. The
   * Regulation is silent; the extension is of the application's reply and is granted once, so by default it stays.
   */
  extensionSurvivesRestart: boolean;
}

export const defaultConventions: ClockConventions = {
  replyWorkingDays: 20,
  maximumExtensionWorkingDays: 20,
  correctionNoticeWorkingDays: 7,
  consultationWorkingDays: 15,
  paymentCalendarDays: 30,
  extensionSurvivesRestart: true,
};
