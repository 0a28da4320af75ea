import { AREAS, IMAGES, type SimImage } from "../fleet/infrastructure";
import { wholeNumber } from "../wire/numbers";
import { SimRefusal } from "../wire/refusals";
import { atLeast, contains, equals, oneOf, rowsAnswer } from "../wire/rows";
import { type ActionContext, type Answer, isOfHost } from "./action";

export const LIST_QUERIES = { hyper, hypernat, hypertask, hypernode, hyperos, area };

/** The vendor documents no `userid` filter: whether there is one is a switch. */
function hyper({ master, params }: ActionContext): Answer {
  const { settings, rows } = master;
  const only = params.id ? master.hosts.get(params.id) : undefined;
  const candidates = params.id ? (only ? [only] : []) : master.hosts.values();
  const found: string[] = [];
  for (const host of candidates) {
    const matches =
      (!settings.knowsOwnerFilter || equals(params.userid, host.userid)) &&
      equals(params.areaid, host.areaid) &&
      equals(params.nodeid, host.nodeid) &&
      equals(params.vmname, host.vmname) &&
      equals(params.guid, host.guid) &&
      equals(params.ip, host.ip) &&
      equals(params.ipv6, host.ipv6) &&
      equals(params.osid, host.osid) &&
      equals(params.cdid, host.cdid) &&
      equals(params.status, host.status) &&
      contains(params.remark, host.remark);
    if (matches) found.push(rows.of(host));
  }
  return { kind: "rows", rows: found, whenEmpty: "" };
}

function hypernat({ master, params }: ActionContext): Answer {
  const rows = [];
  for (const rule of master.rules) {
    const host = master.hosts.get(rule.vmid);
    if (!host) continue;
    const matches =
      equals(params.userid, host.userid) &&
      equals(params.nodeid, host.nodeid) &&
      isOfHost(master, params, rule.vmid) &&
      equals(params.ip, host.ip) &&
      equals(params.domainname, rule.domainname) &&
      equals(params.nattype, rule.nattype);
    if (!matches) continue;
    const { userid, nodeid, ip, publicip, vmname } = host;
    rows.push({ ...rule, userid, nodeid, ip, publicip, vmname });
  }
  return rowsAnswer(rows);
}

function hypertask({ master, params }: ActionContext): Answer {
  const rows = [];
  for (const task of master.tasks) {
    const host = master.hosts.get(task.vmid);
    if (!host) continue;
    const matches =
      isOfHost(master, params, task.vmid) &&
      (master.settings.dialect.tasks === "kept" || task.status !== "3") &&
      equals(params.vmname, host.vmname) &&
      equals(params.tasktype, task.tasktype) &&
      equals(params.taskstep, task.taskstep) &&
      equals(params.status, task.status) &&
      equals(params.nodeid, host.nodeid);
    if (!matches) continue;
    const { finish: _finish, ...row } = task;
    rows.push({ ...row, vmname: host.vmname, nodeid: host.nodeid });
  }
  return rowsAnswer(rows);
}

function area({ params }: ActionContext): Answer {
  const found = AREAS.filter(
    (entry) =>
      equals(params.id, entry.id) && equals(params.name, entry.name) && contains(params.remark, entry.remark),
  );
  return rowsAnswer(found.map((entry) => ({ ...entry })));
}

/** Free cores, memory and disk go down and up with the hosts that are made and deleted. */
function hypernode({ master, params }: ActionContext): Answer {
  const limit = wholeNumber(params, "limits", { min: 1, fallback: Number.MAX_SAFE_INTEGER });
  const found = master.nodes.filter(
    (entry) =>
      equals(params.id, entry.id) &&
      oneOf(params.areaid, entry.areaid) &&
      equals(params.ip, entry.ip) &&
      atLeast(params.maxcpu, entry.maxcpu) &&
      atLeast(params.allowram, entry.allowram) &&
      atLeast(params.allowdisk, entry.allowdisk) &&
      equals(params.status, entry.status) &&
      contains(params.remark, entry.remark),
  );
  return rowsAnswer(found.slice(0, limit).map((entry) => ({ ...entry })));
}

/** "注:使用该字段必须指定osfile类型": with vmid or nodeid, osfile is required. Not every node has every image. */
function hyperos({ master, params }: ActionContext): Answer {
  if ((params.vmid || params.nodeid) && !params.osfile) throw new SimRefusal("osfile");
  const onNode = params.vmid ? master.host(params.vmid).nodeid : params.nodeid;
  const found = IMAGES.filter(
    (entry) =>
      equals(params.id, entry.id) &&
      equals(params.name, entry.name) &&
      equals(params.osname, entry.osname) &&
      equals(params.ostype, entry.ostype) &&
      equals(params.osfile, entry.osfile) &&
      (!onNode || (entry.nodes?.includes(onNode) ?? true)) &&
      contains(params.remark, entry.remark),
  );
  return rowsAnswer(found.map(imageRow));
}

/** Also the rows of a host's media. */
export const imageRow = ({ nodes: _nodes, ...image }: SimImage): Record<string, string> => image;
