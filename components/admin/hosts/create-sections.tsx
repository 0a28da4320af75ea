import { useTranslations } from "next-intl";
import { SystemMark } from "@/components/hosts/system-mark";
import { Disclosure } from "@/components/ui/disclosure";
import { CheckField, ChoiceCard } from "@/components/ui/form/check-field";
import { FieldGrid } from "@/components/ui/form/form-section";
import { PasswordField } from "@/components/ui/form/password-field";
import { SelectField } from "@/components/ui/form/select-field";
import { TextField } from "@/components/ui/form/text-field";
import type { PlaceOffer } from "@/lib/fleet/hosts/place-offer";
import { LONGEST, SHORTEST } from "@/lib/hosts/access/host-password";
import type { SystemFamily } from "@/lib/hosts/host-view";
import { NumberField } from "./number-field";
import { Step } from "./step";

type Chosen = NonNullable<PlaceOffer["chosen"]>;

export interface OfferedImage {
  id: string;
  name: string;
  family: SystemFamily;
}

/** Tiles, one a system that can be had there. */
export function ImageStep({ images, place }: { images: OfferedImage[]; place: string }) {
  const t = useTranslations("fleet-hosts.create");
  const image = useTranslations("fleet-created")("image");
  return (
    <Step choice title={image}>
      {images.length === 0 ? (
        <p className="text-ink-2">{t("noImages")}</p>
      ) : (
        <div className="grid gap-2 md:grid-cols-2 md:gap-3 xl:grid-cols-3" key={place}>
          {images.map(({ id, name, family }) => (
            <ChoiceCard
              key={id}
              name="image"
              value={id}
              required
              label={name}
              mark={<SystemMark family={family} />}
            />
          ))}
        </div>
      )}
    </Step>
  );
}

export function AddressStep({ chosen, place }: { chosen: Chosen; place: string }) {
  const w = useTranslations("words");
  const t = useTranslations("fleet-hosts.create");
  const f = useTranslations("fleet-hosts.form");
  const { ipv4, ipv6 } = chosen.addresses;
  const sum = (kind: "ipv4" | "privateIpv4" | "ipv6") =>
    chosen.nodes.reduce((all, node) => all + (node.free?.[kind] ?? 0), 0);
  const counts = { free: sum("ipv4"), inside: sum("privateIpv4"), ipv6: sum("ipv6") };
  const anyOf = (list: string[]): [string, string][] => [
    ["", f("anyAddress")],
    ...list.map((ip): [string, string] => [ip, ip]),
  ];
  return (
    <Step
      title={w("addresses")}
      note={
        counts.free + counts.inside + counts.ipv6 > 0
          ? t(counts.inside > 0 ? "freeOfBoth" : "freeAddresses", counts)
          : null
      }
    >
      <div className="grid grid-cols-2 gap-4 md:grid-cols-3">
        <NumberField name="ipv4Count" label={f("ipv4Count")} value={1} />
        <NumberField name="ipv6Count" label={f("ipv6Count")} value={0} />
        <SelectField
          name="ipv4Kind"
          label={f("ipv4Kind")}
          options={[
            ["any", f("kindAny")],
            ["ipv4", f("kindPublic")],
            ["private-ipv4", f("kindPrivate")],
          ]}
        />
      </div>
      <CheckField name="ipv4Random" label={f("ipv4Random")} />
      {ipv4.length + ipv6.length > 0 ? (
        <Disclosure title={t("chooseAddresses")}>
          <FieldGrid>
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
          </FieldGrid>
        </Disclosure>
      ) : null}
    </Step>
  );
}

export function NameStep() {
  const w = useTranslations("words");
  const t = useTranslations("fleet-hosts.create");
  const f = useTranslations("fleet-hosts.form");
  const account = useTranslations("account.password");
  return (
    <Step title={t("name")}>
      <FieldGrid>
        <TextField
          name="name"
          label={w("hostName")}
          hint={f("nameHint")}
          required
          minLength={2}
          maxLength={64}
          pattern="[A-Za-z0-9]{2,64}"
          autoComplete="off"
        />
        <PasswordField
          name="password"
          label={w("password")}
          hint={f("passwordHint")}
          autoComplete="new-password"
          showLabel={account("showField", { field: w("password") })}
          minLength={SHORTEST}
          maxLength={LONGEST}
          optional
        />
      </FieldGrid>
      <Disclosure title={t("more")}>
        <FieldGrid>
          <SelectField
            name="remotePort"
            label={w("remotePort")}
            options={[
              ["first", w("defaultPort")],
              ["random", w("randomPort")],
              ["own", w("customPort")],
            ]}
          />
          <div className="group-not-has-[[name=remotePort]_[value=own]:checked]/create:hidden">
            <NumberField name="ownPort" label={f("ownPort")} hint="10000–65535" />
          </div>
          <NumberField name="hostId" label={w("hostId")} hint={f("hostIdHint")} />
          <TextField name="remark" label={w("remark")} maxLength={200} autoComplete="off" />
        </FieldGrid>
      </Disclosure>
    </Step>
  );
}
