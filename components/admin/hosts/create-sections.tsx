import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { TextField } from "@/components/ui/text-field";
import type { PlaceOffer } from "@/lib/fleet/hosts/place-offer";
import { NumberField } from "./number-field";
import { SelectField } from "./select-field";

type Chosen = NonNullable<PlaceOffer["chosen"]>;

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <fieldset className="admin-form create-section">
      <legend>{title}</legend>
      {children}
    </fieldset>
  );
}

/** What most hosts are given; each a field that can be changed. */
const USUAL = {
  cpuCores: 2,
  memoryMb: 2048,
  cpuLimitPercent: 100,
  dataDiskGb: 0,
  ioMb: 0,
  portMbit: 100,
  trafficLimitGb: 0,
  /** The group's. */
  snapshotQuota: -1,
  backupQuota: -1,
  portQuota: 5,
  domainQuota: 5,
  ipv4Count: 1,
  ipv6Count: 0,
};

export function WhoSection({ owner }: { owner: string }) {
  const t = useTranslations("fleet-hosts");
  const f = useTranslations("fleet-hosts.form");
  return (
    <Section title={t("create.who")}>
      <TextField
        name="owner"
        label={f("owner")}
        defaultValue={owner}
        required
        maxLength={64}
        autoComplete="off"
      />
      <TextField
        name="name"
        label={f("name")}
        hint={f("nameHint")}
        required
        minLength={2}
        maxLength={64}
        pattern="[A-Za-z0-9]{2,64}"
        autoComplete="off"
      />
      <TextField name="remark" label={f("remark")} maxLength={200} autoComplete="off" />
      <NumberField name="hostId" label={f("hostId")} hint={f("hostIdHint")} />
    </Section>
  );
}

export function SystemSection({ images, place }: { images: Chosen["images"]; place: string }) {
  const t = useTranslations("fleet-hosts");
  const f = useTranslations("fleet-hosts.form");
  return (
    <Section title={t("create.system")}>
      <SelectField
        key={place}
        name="image"
        label={f("image")}
        options={[
          ["", f("choose")],
          ...images.map(({ id, name, fileName }): [string, string] => [id, name ?? fileName ?? id]),
        ]}
        required
      />
      <TextField
        name="password"
        label={f("password")}
        hint={f("passwordHint")}
        type="password"
        autoComplete="new-password"
        minLength={6}
        maxLength={64}
      />
      <SelectField
        name="remotePort"
        label={f("remotePort")}
        options={[
          ["first", f("remoteFirst")],
          ["random", f("remoteRandom")],
          ["own", f("remoteOwn")],
        ]}
      />
      <NumberField name="ownPort" label={f("ownPort")} hint={f("ownPortHint")} />
      <NumberField name="systemDiskGb" label={f("systemDisk")} hint={f("systemDiskHint")} unit="GB" />
    </Section>
  );
}

export function SizeSection() {
  const t = useTranslations("fleet-hosts");
  const f = useTranslations("fleet-hosts.form");
  return (
    <Section title={t("create.size")}>
      <NumberField name="cpuCores" label={f("cpuCores")} value={USUAL.cpuCores} required />
      <NumberField name="memoryMb" label={f("memoryMb")} value={USUAL.memoryMb} required unit="MB" />
      <MemoryFields dynamic={false} least={null} />
      <NumberField
        name="dataDiskGb"
        label={f("dataDiskGb")}
        value={USUAL.dataDiskGb}
        hint={f("dataDiskHint")}
        unit="GB"
      />
      <NumberField name="portMbit" label={f("portMbit")} value={USUAL.portMbit} required unit="Mbit/s" />
      <NumberField
        name="trafficLimitGb"
        label={f("trafficLimitGb")}
        value={USUAL.trafficLimitGb}
        hint={f("noLimit")}
        unit="GB"
      />
      <NumberField
        name="cpuLimitPercent"
        label={f("cpuLimitPercent")}
        value={USUAL.cpuLimitPercent}
        hint={f("cpuLimitHint")}
        unit="%"
      />
      <NumberField
        name="systemDiskIoMb"
        label={f("systemDiskIoMb")}
        value={USUAL.ioMb}
        hint={f("noLimit")}
        unit="MB/s"
      />
      <NumberField
        name="dataDiskIoMb"
        label={f("dataDiskIoMb")}
        value={USUAL.ioMb}
        hint={f("noLimit")}
        unit="MB/s"
      />
      <MoreMachine />
    </Section>
  );
}

/** Static or dynamic; the least counts only where it is dynamic. */
export function MemoryFields({ dynamic, least }: { dynamic: boolean; least: number | null }) {
  const f = useTranslations("fleet-hosts.form");
  return (
    <>
      <SelectField
        name="memory"
        label={f("memory")}
        value={dynamic ? "dynamic" : "static"}
        options={[
          ["static", f("memoryStatic")],
          ["dynamic", f("memoryDynamic")],
        ]}
      />
      <NumberField
        name="memoryMinMb"
        label={f("memoryMinMb")}
        hint={f("memoryMinHint")}
        value={dynamic ? least : null}
        unit="MB"
      />
    </>
  );
}

interface MoreMachineProps {
  cpuWeight?: number | null;
  memoryBufferPercent?: number | null;
  memoryWeight?: number | null;
}

/** What hardly anybody changes: RStack's usual values where it is left empty. */
export function MoreMachine({ cpuWeight, memoryBufferPercent, memoryWeight }: MoreMachineProps) {
  const f = useTranslations("fleet-hosts.form");
  return (
    <details className="admin-more wide">
      <summary>{f("more")}</summary>
      <div className="admin-form">
        <NumberField
          name="cpuWeight"
          label={f("cpuWeight")}
          value={cpuWeight}
          hint={f("usual", { value: 10 })}
        />
        <NumberField
          name="memoryBufferPercent"
          label={f("memoryBufferPercent")}
          value={memoryBufferPercent}
          hint={f("usual", { value: 20 })}
          unit="%"
        />
        <NumberField
          name="memoryWeight"
          label={f("memoryWeight")}
          value={memoryWeight}
          hint={f("usual", { value: 50 })}
        />
      </div>
    </details>
  );
}

export function AddressSection({ chosen, place }: { chosen: Chosen; place: string }) {
  const t = useTranslations("fleet-hosts");
  const f = useTranslations("fleet-hosts.form");
  const { ipv4, ipv6 } = chosen.addresses;
  const anyOf = (list: string[]): [string, string][] => [
    ["", f("anyAddress")],
    ...list.map((ip): [string, string] => [ip, ip]),
  ];
  return (
    <Section title={t("create.addresses")}>
      <NumberField name="ipv4Count" label={f("ipv4Count")} value={USUAL.ipv4Count} />
      <SelectField
        name="ipv4Kind"
        label={f("ipv4Kind")}
        options={[
          ["any", f("kindAny")],
          ["ipv4", f("kindPublic")],
          ["private-ipv4", f("kindPrivate")],
        ]}
      />
      {ipv4.length > 0 ? (
        <>
          <SelectField key={`4${place}`} name="ipv4" label={f("ipv4")} options={anyOf(ipv4)} />
          <TextField
            name="moreIpv4"
            label={f("moreIpv4")}
            hint={f("moreAddressesHint")}
            maxLength={1000}
            autoComplete="off"
          />
        </>
      ) : null}
      <NumberField name="ipv6Count" label={f("ipv6Count")} value={USUAL.ipv6Count} />
      {ipv6.length > 0 ? (
        <>
          <SelectField key={`6${place}`} name="ipv6" label={f("ipv6")} options={anyOf(ipv6)} />
          <TextField
            name="moreIpv6"
            label={f("moreIpv6")}
            hint={f("moreAddressesHint")}
            maxLength={1000}
            autoComplete="off"
          />
        </>
      ) : null}
      <label className="check-line wide">
        <input type="checkbox" name="ipv4Random" value="1" />
        <span>{f("ipv4Random")}</span>
      </label>
      <QuotaFields {...USUAL} />
    </Section>
  );
}

interface QuotaFieldsProps {
  snapshotQuota: number | null | undefined;
  backupQuota: number | null | undefined;
  portQuota: number | null | undefined;
  domainQuota: number | null | undefined;
}

export function QuotaFields({ snapshotQuota, backupQuota, portQuota, domainQuota }: QuotaFieldsProps) {
  const f = useTranslations("fleet-hosts.form");
  return (
    <>
      <NumberField
        name="snapshotQuota"
        label={f("snapshotQuota")}
        value={snapshotQuota}
        hint={f("groupQuota")}
        mayBeNegative
      />
      <NumberField
        name="backupQuota"
        label={f("backupQuota")}
        value={backupQuota}
        hint={f("groupQuota")}
        mayBeNegative
      />
      <NumberField name="portQuota" label={f("portQuota")} value={portQuota} />
      <NumberField name="domainQuota" label={f("domainQuota")} value={domainQuota} />
    </>
  );
}
