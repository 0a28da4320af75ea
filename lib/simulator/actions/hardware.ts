import type { SimHost } from "../fleet/host";
import { type Params, wholeNumber } from "../wire/numbers";
import { SimRefusal } from "../wire/refusals";

type NumberKey = { [K in keyof SimHost]: SimHost[K] extends number ? K : never }[keyof SimHost];

interface NumberField {
  name: string;
  key: NumberKey;
  min: number;
  max?: number;
  /** What `vm_create` takes where it is left out; null: it must be there. */
  fallback: number | null;
}

const field = (
  name: string,
  key: NumberKey,
  fallback: number | null,
  min: number,
  max?: number,
): NumberField => ({
  name,
  key,
  fallback,
  min,
  ...(max === undefined ? {} : { max }),
});

export const CPU_LIMIT = field("cpu_limit", "cpuLimit", 100, 1, 100);

/** What `vm_update` changes with update_vm=1 alone. Which parameters the vendor means by 硬件信息 is a guess. */
export const MACHINE: readonly NumberField[] = [
  field("cpu", "cpu", null, 1, 1024),
  CPU_LIMIT,
  field("cpu_weight", "cpuWeight", 10, 1, 100),
  field("ram", "ram", null, 32),
  field("ram_buffer", "ramBuffer", 20, 0, 2000),
  field("ram_weight", "ramWeight", 50, 0, 100),
  field("disk", "disk", 0, 0),
  field("disk_sys_iops", "sysIops", 0, 0),
  field("disk_data_iops", "dataIops", 0, 0),
];

/** -1 of the two backups: the group's. */
export const LIMITS: readonly NumberField[] = [
  field("port", "port", null, 1),
  field("bwlimit", "bwlimit", 0, 0),
  field("backup_snapshot", "backupSnapshot", 0, -1),
  field("backup_full", "backupFull", 0, -1),
  field("portmap", "portmap", 0, 0),
  field("binding_domain", "bindingDomain", 0, 0),
];

/** Of `vm_update` alone. */
export const COUNTERS: readonly NumberField[] = [
  field("bwusage", "bwusage", 0, 0),
  field("rvcount", "rvcount", 0, 0),
];

type Numbers = Partial<Pick<SimHost, NumberKey>>;

/** All of them, with what is left out as the vendor's defaults; memory without a minimum is static. */
export function newMachine(params: Params): Numbers {
  const numbers: Numbers = {};
  for (const { name, key, ...range } of [...MACHINE, ...LIMITS])
    numbers[key] = wholeNumber(params, name, range);
  const ram = numbers.ram ?? 0;
  return { ...numbers, ramMin: wholeNumber(params, "ram_min", { min: 32, max: ram, fallback: ram }) };
}

/** Those that were sent. */
export function sentNumbers(params: Params, fields: readonly NumberField[]): Numbers {
  const numbers: Numbers = {};
  for (const { name, key, min, max } of fields) {
    if (params[name])
      numbers[key] = wholeNumber(params, name, { min, fallback: null, ...(max ? { max } : {}) });
  }
  return numbers;
}

/** With `ram_min`, which must stay below or equal `ram`; a disk only grows ("只能增加不能缩小"). */
export function machineChange(params: Params, host: SimHost): Numbers {
  const numbers = sentNumbers(params, MACHINE);
  const ram = numbers.ram ?? host.ram;
  const ramMin = wholeNumber(params, "ram_min", { min: 32, fallback: host.ramMin });
  if (ramMin > ram) throw new SimRefusal("parameter", "ram_min");
  if ((numbers.disk ?? host.disk) < host.disk) throw new SimRefusal("diskShrinks");
  return { ...numbers, ...(ramMin === host.ramMin ? {} : { ramMin }) };
}

/** `win,linux` in GB; empty: as the image has it. */
export function systemDisk(params: Params): string {
  const { systemdisk = "" } = params;
  if (!/^([0-9]{1,5},[0-9]{1,5})?$/.test(systemdisk)) throw new SimRefusal("parameter", "systemdisk");
  return systemdisk;
}
