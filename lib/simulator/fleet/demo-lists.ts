import { dayOf, daysAgo, type NatRule, type SimBackup, type SimTask } from "./fleet";

/** What belongs to the hosts of the demo fleet: port mappings, domains, snapshots, full backups, tasks. */
export const demoRules = (): NatRule[] => [
  port("51", "105", 3389, 24_389),
  port("52", "105", 1433, 24_143),
  domain("53", "105", "files.northwind.example"),
  port("54", "106", 22, 24_022),
  port("55", "202", 3389, 25_001),
  domain("56", "202", "crm.contoso.example"),
];

const port = (id: string, vmid: string, privateport: number, publicport: number): NatRule => ({
  id,
  vmid,
  nattype: "1",
  privateport,
  publicport,
  domainname: "",
});

const domain = (id: string, vmid: string, domainname: string): NatRule => ({
  id,
  vmid,
  nattype: "2",
  privateport: 80,
  publicport: 80,
  domainname,
});

const SNAPSHOT = "1";
const FULL = "2";

export const demoBackups = (): SimBackup[] => [
  backup("701", "101", SNAPSHOT, "web01", 21),
  backup("702", "101", SNAPSHOT, "web01", 2),
  backup("703", "102", SNAPSHOT, "web02", 40),
  backup("704", "102", SNAPSHOT, "web02", 12),
  backup("705", "102", SNAPSHOT, "web02", 1),
  backup("706", "103", SNAPSHOT, "db01", 6),
  backup("707", "105", SNAPSHOT, "intranet", 9),
  backup("708", "201", SNAPSHOT, "shop01", 4),
  backup("721", "101", FULL, "web01", 7),
  backup("722", "103", FULL, "db01", 14),
  backup("723", "103", FULL, "db01", 3),
  backup("724", "201", FULL, "shop01", 5),
];

function backup(
  id: string,
  vmid: string,
  backuptype: SimBackup["backuptype"],
  vmname: string,
  days: number,
): SimBackup {
  const addtime = daysAgo(days);
  const name = `${vmname}_${backuptype === FULL ? "full_" : ""}${dayOf(addtime)}030000`;
  return { id, vmid, name, backuptype, status: "1", addtime };
}

const task = (
  id: string,
  vmid: string,
  step: string,
  status: string,
  taskmsg: string,
  addtime: number,
  tasktype = "1",
): SimTask => ({
  id,
  vmid,
  tasktype,
  taskstep: step,
  status,
  taskmsg,
  addtime,
});

/** Finished: one of each other type, at the neighbours. */
const done = (id: string, vmid: string, tasktype: string, days: number): SimTask =>
  task(id, vmid, "3", "3", "", daysAgo(days), tasktype);

export const demoTasks = (): SimTask[] => [
  done("891", "201", "2", 60),
  done("892", "201", "3", 4),
  done("893", "202", "4", 30),
  done("894", "202", "5", 12),
  done("895", "301", "6", 9),
  done("896", "302", "7", 3),
  task("901", "111", "1", "1", "the image could not be copied", daysAgo(2)),
  task("902", "112", "1", "1", "", daysAgo(0)),
  task("903", "101", "3", "3", "", daysAgo(90)),
];
