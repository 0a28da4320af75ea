"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Disclosure } from "@/components/ui/disclosure";
import type { FormAction } from "@/components/ui/form/answered";
import { Form } from "@/components/ui/form/form";
import { FieldGrid, FormSection } from "@/components/ui/form/form-section";
import { SelectField } from "@/components/ui/form/select-field";
import { TextField } from "@/components/ui/form/text-field";
import { Key } from "@/components/ui/key";
import { KeyLink } from "@/components/ui/key-link";
import { NoticeLine } from "@/components/ui/notice-line";
import { CopyLine } from "@/components/ui/well";
import "@/components/ui/well.css";

interface TokenFormProps {
  /** For the provider's systems: from known addresses and for a time, and for nothing to choose beside. */
  ofProvider: boolean;
  /** What a token is for. */
  about: ReactNode;
  /** After how many a token may expire. */
  days: readonly number[];
  /** To choose from, while a name is typed. */
  hostNames: readonly string[];
  create: FormAction<{ shown: string }>;
}

const SCOPES = ["read", "power", "manage"] as const;

/** Makes a token, and shows it this once. */
export function TokenForm({ ofProvider, about, days, hostNames, create }: TokenFormProps) {
  const t = useTranslations("api-tokens.form");
  const made = useTranslations("api-tokens.made");
  const scopes = useTranslations("api-tokens.scope");
  const expiries = days.map((count): [string, string] => [String(count), t("days", { count })]);
  const addresses = (
    <TextField
      name="addresses"
      label={t(ofProvider ? "addresses" : "addressesOptional")}
      hint={t(ofProvider ? "addressesNeeded" : "addressesHint")}
      required={ofProvider}
      maxLength={1000}
      autoComplete="off"
      autoCapitalize="none"
      spellCheck={false}
    />
  );
  return (
    <FormSection title={t("title")} text={about}>
      <Form
        action={create}
        once
        submit={t("make")}
        variant="accent"
        className="grid gap-4"
        after={({ shown }) => (
          <div className="grid gap-3">
            <NoticeLine tone="run" role="status">
              {made("title")}
            </NoticeLine>
            <CopyLine
              value={shown ?? ""}
              copyLabel={made("copy")}
              copyText={made("copy")}
              copied={made("copied")}
              accent
            />
            <div>
              <KeyLink href="/account/tokens" plainLink>
                {made("done")}
              </KeyLink>
            </div>
          </div>
        )}
      >
        <FieldGrid>
          <TextField
            name="name"
            label={t("name")}
            hint={t(ofProvider ? "nameHintProvider" : "nameHint")}
            required
            maxLength={60}
            autoComplete="off"
          />
          <SelectField
            name="expiry"
            label={t("expiry")}
            options={ofProvider ? expiries : [...expiries, ["never", t("never")]]}
          />
          {ofProvider ? null : (
            <SelectField
              name="scope"
              label={t("scope")}
              hint={SCOPES.map((scope) => (
                <span key={scope} className="block">
                  {t("permission", { scope: scopes(scope), may: t(`may.${scope}`) })}
                </span>
              ))}
              options={SCOPES.map((scope) => [scope, scopes(scope)])}
            />
          )}
          {ofProvider ? null : addresses}
        </FieldGrid>
        {ofProvider ? (
          addresses
        ) : (
          <Disclosure title={t("limitHosts")}>
            <div className="grid gap-2">
              <TextField
                name="hosts"
                label={t("hosts")}
                hint={t("hostsHint")}
                maxLength={600}
                autoComplete="off"
                autoCapitalize="none"
                spellCheck={false}
                list="own-hosts"
              />
              <HostKeys names={hostNames} />
              <datalist id="own-hosts">
                {hostNames.map((name) => (
                  <option key={name} value={name} />
                ))}
              </datalist>
            </div>
          </Disclosure>
        )}
        <p className="text-ink-2 text-sm">{t("once")}</p>
      </Form>
    </FormSection>
  );
}

/** So many fit under a field; whoever has more types. */
const MOST_KEYS = 24;

/** A press writes the name into the field above. */
function HostKeys({ names }: { names: readonly string[] }) {
  return (
    <div className="flex flex-wrap gap-2">
      {names.slice(0, MOST_KEYS).map((name) => (
        <Key
          key={name}
          icon="plus"
          className="key-small"
          onClick={({ currentTarget }) => addTo(currentTarget.form, name)}
        >
          {name}
        </Key>
      ))}
    </div>
  );
}

function addTo(form: HTMLFormElement | null, name: string): void {
  const field = form?.elements.namedItem("hosts");
  if (field instanceof HTMLInputElement) {
    const named = field.value.split(/[,;，、；]/).map((one) => one.trim());
    field.value = [...new Set([...named, name])].filter(Boolean).join(", ");
  }
}
