"use client";

import { useTranslations } from "next-intl";
import { Disclosure } from "@/components/ui/disclosure";
import type { FormAction } from "@/components/ui/form/answered";
import { CheckField } from "@/components/ui/form/check-field";
import { FormDialog } from "@/components/ui/form/form-dialog";
import { FieldGrid } from "@/components/ui/form/form-section";
import { SelectField } from "@/components/ui/form/select-field";
import { TextField } from "@/components/ui/form/text-field";
import { NoticeLine } from "@/components/ui/notice-line";
import { CloseKey } from "@/components/ui/overlay/dialog";
import { CopyLine } from "@/components/ui/well";
import { FLEET_SCOPES } from "@/lib/accounts/tokens/token-scopes";
import { HostsField } from "../hosts-field";

interface TokenDialogProps {
  /** For the provider's systems: from known addresses and for a time, and for nothing to choose beside. */
  ofProvider: boolean;
  /** After how many a token may expire. */
  days: readonly number[];
  /** To choose from, while a name is typed. */
  hostNames: readonly string[];
  create: FormAction<{ shown: string }>;
}

const DIALOG = "new-token";
const SCOPES = ["read", "power", "manage"] as const;

/** Makes a token, and shows it this once. */
export function TokenDialog({ ofProvider, days, hostNames, create }: TokenDialogProps) {
  const w = useTranslations("words");
  const t = useTranslations("api-tokens.form");
  const made = useTranslations("api-tokens.made");
  const scopes = useTranslations("api-tokens.scope");
  const expiries = days.map((count): [string, string] => [String(count), t("days", { count })]);
  return (
    <FormDialog
      id={DIALOG}
      deed={t("make")}
      opens={{ variant: "ghost", icon: "plus" }}
      action={create}
      once
      after={({ shown }) => (
        <div className="grid gap-4">
          <NoticeLine tone="run" role="status">
            {made("title")}
          </NoticeLine>
          <CopyLine value={shown ?? ""} label={made("copy")} accent />
          <div className="dialog-keys">
            <CloseKey dialog={DIALOG} word="done" variant="default" />
          </div>
        </div>
      )}
    >
      <TextField name="name" label={w("name")} required maxLength={60} autoComplete="off" />
      <FieldGrid>
        {ofProvider ? null : (
          <SelectField
            name="scope"
            label={t("scope")}
            options={SCOPES.map((scope) => [scope, scopes(scope)])}
          />
        )}
        <SelectField
          name="expiry"
          label={t("expiry")}
          options={ofProvider ? expiries : [...expiries, ["never", w("never")]]}
        />
      </FieldGrid>
      <TextField
        name="addresses"
        label={t(ofProvider ? "addresses" : "addressesOptional")}
        hint={t("addressesHint")}
        required={ofProvider}
        maxLength={1000}
        autoComplete="off"
        verbatim
      />
      {ofProvider ? (
        <fieldset className="grid">
          <legend className="font-medium">{t("scope")}</legend>
          {FLEET_SCOPES.map((scope) => (
            <CheckField
              key={scope}
              name={scope}
              label={scopes(scope)}
              defaultChecked={scope === "fleet-read" || scope === "fleet-status"}
            />
          ))}
        </fieldset>
      ) : (
        <Disclosure title={t("limitHosts")}>
          <div className="grid gap-2">
            <HostsField label={t("hosts")} hint={t("hostsHint")} names={hostNames} />
          </div>
        </Disclosure>
      )}
    </FormDialog>
  );
}
