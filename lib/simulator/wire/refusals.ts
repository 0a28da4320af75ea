/**
 * The refusals in both languages. The vendor gives no texts at all: these are ours, and nobody may read a cause
 * from them. `api_language=chinese` asks for Chinese, anything else is answered in English.
 */
export const TEXTS = {
  signature: ["signature verification failed", "签名验证失败"],
  time: ["signature expired", "签名已失效"],
  replay: ["duplicate request", "重复的请求"],
  type: ["invalid api type", "接口类型错误"],
  address: ["access denied", "拒绝访问"],
  query: ["request method not allowed", "不允许的请求方式"],
  action: ["unknown action", "接口不存在"],
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
  snapshotQuota: ["the number of snapshots has reached its limit", "快照数量已达上限"],
  noSnapshot: ["the snapshot does not exist", "快照不存在"],
  image: ["the image is not available for this host", "该主机不可使用此镜像"],
  medium: ["the medium is not available for this host", "该主机不可使用此光盘镜像"],
  reinstallDate: ["reinstalling is not allowed before this date", "未到允许重装的日期"],
  notShared: ["the host has no shared address", "该主机不是共享IP主机"],
  portmapQuota: ["the number of port mappings has reached its limit", "端口映射数量已达上限"],
  portMapped: ["the port is already mapped", "该端口已有映射"],
  noRule: ["the rule does not exist", "规则不存在"],
  domainQuota: ["the number of domains has reached its limit", "绑定域名数量已达上限"],
  domainBound: ["the domain is already bound", "域名已被绑定"],
  portTaken: ["the port is already in use", "端口已被占用"],
  vmuser: ["an account can be made on Windows only", "仅Windows系统支持自建账号"],
  areaOrNode: ["give either areaid or nodeid", "areaid与nodeid必须且只能指定一个"],
  noNode: ["the node does not exist", "节点不存在"],
  maintenance: ["the node is under maintenance", "节点维护中"],
  noRoom: ["the node has not enough free resources", "节点剩余资源不足"],
  noAddress: ["there are not enough free addresses", "可用IP地址不足"],
  addressNotFree: ["the address is not free", "IP地址不可用"],
  idTaken: ["the id is already in use", "编号已被使用"],
  diskShrinks: ["the data disk can only grow", "数据盘只能增加不能缩小"],
  notOff: ["the host must be turned off first", "请先关闭主机"],
  hasHosts: ["the user still has hosts", "该用户名下仍有主机"],
  passwordsDiffer: ["the two passwords differ", "两次输入的密码不一致"],
  failed: ["operation failed", "操作失败"],
} as const satisfies Record<string, readonly [string, string]>;

export type RefusalCode = keyof typeof TEXTS;

export class SimRefusal extends Error {
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
