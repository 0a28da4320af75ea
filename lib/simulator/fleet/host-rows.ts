import type { Settings } from "../control/types";
import type { SimHost } from "./host";
import { areaOf, imageOf, nodeOf } from "./infrastructure";
import { usedGb } from "./traffic";

/** The rows of `hyper` as JSON texts, kept until their host changes: 50,000 of them are 40 MB. */
export class HostRows {
  private readonly texts = new Map<string, string>();

  /** `now`: the master's own wall clock, in milliseconds. */
  constructor(
    private readonly settings: () => Settings,
    private readonly now: () => number,
  ) {}

  of(host: SimHost): string {
    if (this.settings().dialect.counter !== "still") {
      return JSON.stringify(hostRow(host, this.settings(), this.now()));
    }
    let text = this.texts.get(host.id);
    if (text === undefined) {
      text = JSON.stringify(hostRow(host, this.settings(), this.now()));
      this.texts.set(host.id, text);
    }
    return text;
  }

  drop(vmid: string): void {
    this.texts.delete(vmid);
  }

  clear(): void {
    this.texts.clear();
  }
}

/** Columns are a guess after the parameters of `vm_create` and `vm_update` and the reply of `returnjson=1`. */
function hostRow(host: SimHost, settings: Settings, now: number): Record<string, string> {
  const image = imageOf(host.osid);
  return {
    id: host.id,
    ...(settings.ownerColumn === null ? {} : { [settings.ownerColumn]: host.userid }),
    guid: host.guid,
    vmname: host.vmname,
    areaid: host.areaid,
    areaname: areaOf(host.areaid)?.name ?? "",
    nodeid: host.nodeid,
    nodename: nodeOf(host.nodeid)?.name ?? "",
    osid: host.osid,
    os: image?.name ?? "",
    ostype: image?.ostype ?? "",
    cdid: host.cdid,
    status: host.status,
    ...hardwareColumns(host),
    bwusage: String(usedGb(host, now, settings)),
    ip: host.ip,
    additionals_ip: host.additionalsIp,
    ipv6: host.ipv6,
    additionals_ipv6: host.additionalsIpv6,
    iptype: host.iptype,
    publicip: host.publicip,
    remote_port: String(host.remotePort),
    mac: host.mac,
    ...(settings.passwordsInRows ? { vmpass: host.vmpass } : {}),
    rvcount: String(host.rvcount),
    cvdate: host.cvdate,
    remark: host.remark,
  };
}

const hardwareColumns = (host: SimHost): Record<string, string> => ({
  cpu: String(host.cpu),
  cpu_limit: String(host.cpuLimit),
  cpu_weight: String(host.cpuWeight),
  ram_min: String(host.ramMin),
  ram: String(host.ram),
  ram_buffer: String(host.ramBuffer),
  ram_weight: String(host.ramWeight),
  systemdisk: host.systemdisk,
  disk: String(host.disk),
  disk_sys_iops: String(host.sysIops),
  disk_data_iops: String(host.dataIops),
  port: String(host.port),
  bwlimit: String(host.bwlimit),
  bwdate: String(host.bwdate),
  backup_snapshot: String(host.backupSnapshot),
  backup_full: String(host.backupFull),
  portmap: String(host.portmap),
  binding_domain: String(host.bindingDomain),
});
