import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type FormEvent, type ReactNode, useEffect, useId, useRef } from "react";
import { Button } from "@/components/ui/button";
import { GetForm } from "@/components/ui/form/get-form";
import { SegmentedFilter } from "@/components/ui/form/segmented";
import {
  type ActivityFilter,
  activityFilterFrom,
  activityHref,
  OUTCOME_GROUP_NAMES,
} from "@/lib/hosts/activity/activity-filter";
import type { ActivityHost } from "@/lib/hosts/activity/activity-view";
import { COMMAND_GROUPS } from "@/lib/operations/command-rules";
import "@/components/ui/form/field.css";

interface ActivityBarProps {
  filter: ActivityFilter;
  path: string;
  hosts: ActivityHost[] | null;
}

/** What is shown: links and a form of the page's own address, so that both work without JavaScript. */
export function ActivityBar({ filter, path, hosts }: ActivityBarProps) {
  const t = useTranslations("activity.filter");
  const { push } = useRouter();
  const outcomes = [null, ...OUTCOME_GROUP_NAMES];
  const choose = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? "");
    const chosen = { kind: text("kind"), outcome: text("outcome"), host: text("host") };
    push(activityHref(path, activityFilterFrom(chosen)), { scroll: false });
  };
  return (
    <div className="activity-bar flex flex-wrap items-center justify-between gap-x-4 gap-y-2.5">
      <SegmentedFilter
        label={t("outcome")}
        segments={outcomes.map((outcome) => ({
          href: activityHref(path, { ...filter, outcome, after: null }),
          label: t(`outcomes.${outcome ?? "all"}`),
          current: outcome === filter.outcome,
        }))}
      />
      <GetForm
        action={path}
        onSubmit={choose}
        key={activityHref(path, filter)}
        className="flex flex-wrap gap-2.5"
      >
        {filter.outcome ? <input type="hidden" name="outcome" value={filter.outcome} /> : null}
        <Choice name="kind" label={t("kind")} chosen={filter.kind}>
          <option value="">{t("kinds.all")}</option>
          {COMMAND_GROUPS.map((kind) => (
            <option key={kind} value={kind}>
              {t(`kinds.${kind}`)}
            </option>
          ))}
        </Choice>
        {hosts ? <HostChoice hosts={hosts} chosen={filter.host} /> : null}
        <noscript>
          <Button type="submit">{t("show")}</Button>
        </noscript>
      </GetForm>
    </div>
  );
}

function HostChoice({ hosts, chosen }: { hosts: ActivityHost[]; chosen: string | null }) {
  const t = useTranslations("activity.filter");
  // One that is not among the last used was chosen by its address.
  const missing = chosen !== null && !hosts.some(({ id }) => id === chosen);
  return (
    <Choice name="host" label={t("host")} chosen={chosen}>
      <option value="">{t("allHosts")}</option>
      {missing ? <option value={chosen}>{chosen}</option> : null}
      {hosts.map(({ id, name }) => (
        <option key={id} value={id}>
          {name === id ? id : `${name} (${id})`}
        </option>
      ))}
    </Choice>
  );
}

interface ChoiceProps {
  name: string;
  label: string;
  chosen: string | null;
  children: ReactNode;
}

function Choice({ name, label, chosen, children }: ChoiceProps) {
  const id = useId();
  const select = useRef<HTMLSelectElement>(null);
  // What was chosen before the page's scripts ran.
  useEffect(() => {
    if (select.current && select.current.value !== (chosen ?? "")) {
      select.current.form?.requestSubmit();
    }
  }, [chosen]);
  return (
    <>
      <label htmlFor={id} className="sr-only">
        {label}
      </label>
      <select
        ref={select}
        id={id}
        className="input"
        name={name}
        defaultValue={chosen ?? ""}
        onChange={(event) => event.currentTarget.form?.requestSubmit()}
      >
        {children}
      </select>
    </>
  );
}
