/**
 * The refusals in both languages. The vendor gives no texts at all: these are ours, and nobody may read a cause
 * from them. `api_language=chinese` asks for Chinese, anything else is answered in English.
 */
const TEXTS = {
  signature: ["signature verification failed", "签名验证失败"],
  time: ["signature expired", "签名已失效"],
  replay: ["duplicate request", "重复的请求"],
  type: ["invalid api type", "接口类型错误"],
  address: ["access denied", "拒绝访问"],
  query: ["request method not allowed", "不允许的请求方式"],
  action: ["unknown action", "接口不存在"],
  notSimulated: ["this action is not simulated yet", "模拟器尚未实现此接口"],
  noHost: ["the host does not exist", "主机不存在"],
  noUser: ["the user does not exist", "用户不存在"],
  parameter: ["invalid parameter", "参数错误"],
  userExists: ["the user already exists", "用户已存在"],
  passwordShort: ["the password is too short", "密码长度不足"],
  osfile: ["osfile is required", "必须指定osfile类型"],
  locked: ["the host is locked", "主机已被锁定"],
  overdue: ["the host has expired", "主机已过期中止"],
  overbw: ["the host was stopped for exceeding its traffic", "主机超流量停机"],
  setup: ["the host is being installed", "主机正在安装中"],
  setupfailed: ["the installation of the host failed", "主机安装错误"],
  alreadyRunning: ["the host is already running", "主机已在运行中"],
  notRunning: ["the host is not running", "主机未在运行"],
  busy: ["another operation is in progress", "主机正在执行其他操作"],
  failed: ["operation failed", "操作失败"],
} as const satisfies Record<string, readonly [string, string]>;

export type RefusalCode = keyof typeof TEXTS;

export class Refusal extends Error {
  constructor(
    readonly code: RefusalCode,
    readonly detail = "",
  ) {
    super(code);
  }

  text(language: string | null): string {
    const text = TEXTS[this.code][language === "chinese" ? 1 : 0];
    return this.detail === "" ? text : `${text}: ${this.detail}`;
  }
}
