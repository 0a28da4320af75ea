import type { SimHost } from "../fleet/host";
import { areaOf, imageOf, nodeOf } from "../fleet/infrastructure";
import { textRow } from "../wire/rows";

/** The vendor's object for `returnjson=1`, key by key; that `returnmsg=1` of vm_delete says the same is a guess. */
export const fullJson = (host: SimHost): string =>
  JSON.stringify(
    textRow({
      additionals_ip: host.additionalsIp,
      additionals_ipv6: host.additionalsIpv6,
      areaid: host.areaid,
      areaname: areaOf(host.areaid)?.name ?? "",
      guid: host.guid,
      id: host.id,
      ip: host.ip,
      ipv6: host.ipv6,
      mac: host.mac,
      nodeid: host.nodeid,
      nodename: nodeOf(host.nodeid)?.name ?? "",
      os: imageOf(host.osid)?.name ?? "",
      osid: host.osid,
      remark: host.remark,
      remote_port: host.remotePort,
      status: host.status,
      userid: host.userid,
      vmname: host.vmname,
      vmpass: host.vmpass,
    }),
  );
